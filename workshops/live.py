"""What an open workshop page, and open lists of workshops, hear."""

from accounts.models import User
from notifications.topics import Topic, declare
from workshops.models import SeatPool, Workshop
from workshops.models.seats import fill_of


def may_watch_workshop(user: User, public_id: str) -> bool:
    return Workshop.objects.visible_to(user).filter(public_id=public_id).exists()


WORKSHOP = declare(Topic("workshop", may_watch_workshop))
SEATS = declare(Topic("seats", lambda user, public_id: public_id == "all"))


def seats_changed(workshop: Workshop) -> None:
    """A hint, not an event: the next load shows the seats anyway."""
    kinds, public_id = SeatPool.Kind, workshop.public_id
    pools = list(SeatPool.objects.filter(workshop=workshop).exclude(kind=kinds.UNIT))
    is_full = any(pool.kind == kinds.TOTAL and not pool.left for pool in pools)
    line = workshop.registrations.waiting().count() if is_full else 0
    found = {pool.kind: facts_of(pool, line) for pool in pools}
    facts = {"workshop": public_id, **found.pop(kinds.TOTAL)}
    for kind, seats in found.items():  # of a hybrid one, which counts room and online by themselves
        WORKSHOP.hint(public_id, "seats-changed", workshop=f"{public_id}-{kind}", **seats)
    WORKSHOP.hint(public_id, "seats-changed", **facts)  # last: the meter shows the total
    if not workshop.is_draft:
        SEATS.hint("all", "seats-changed", **facts)  # one topic for lists of a hundred


def facts_of(pool: SeatPool, line: int) -> dict:
    """`fill` chooses among the words that a page has for its badge."""
    fill = fill_of(pool.taken, pool.capacity, line)
    return {"taken": pool.taken, "capacity": pool.capacity, "line": line, "fill": fill}


def material_added(workshop: Workshop, material_id: str) -> None:
    WORKSHOP.publish(workshop.public_id, "material-added", material=material_id)
