"""What an open workshop page, and open lists of workshops, hear."""

from accounts.models import User
from notifications.topics import Topic, declare
from workshops.models import SeatPool, Workshop


def may_watch_workshop(user: User, public_id: str) -> bool:
    return Workshop.objects.visible_to(user).filter(public_id=public_id).exists()


WORKSHOP = declare(Topic("workshop", may_watch_workshop))
SEATS = declare(Topic("seats", lambda user, public_id: public_id == "all"))


def seats_changed(workshop: Workshop) -> None:
    """A hint, not an event: the next load shows the seats anyway."""
    total = SeatPool.objects.get(workshop=workshop, kind=SeatPool.Kind.TOTAL)
    public_id = workshop.public_id
    facts = {"workshop": public_id, "taken": total.taken, "capacity": total.capacity}
    WORKSHOP.hint(public_id, "seats-changed", **facts)
    if not workshop.is_draft:
        SEATS.hint("all", "seats-changed", **facts)  # one topic for lists of a hundred


def material_added(workshop: Workshop, material_id: str) -> None:
    WORKSHOP.publish(workshop.public_id, "material-added", material=material_id)
