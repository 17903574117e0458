"""What an open workshop page hears."""

from accounts.models import User
from notifications.topics import Topic, declare
from workshops.models import SeatPool, Workshop


def may_watch_workshop(user: User, public_id: str) -> bool:
    return Workshop.objects.visible_to(user).filter(public_id=public_id).exists()


WORKSHOP = declare(Topic("workshop", may_watch_workshop))


def seats_changed(workshop: Workshop) -> None:
    """A hint, not an event: the next load shows the seats anyway."""
    total = SeatPool.objects.get(workshop=workshop, kind=SeatPool.Kind.TOTAL)
    WORKSHOP.hint(workshop.public_id, "seats-changed", taken=total.taken, capacity=total.capacity)


def material_added(workshop: Workshop, material_id: str) -> None:
    WORKSHOP.publish(workshop.public_id, "material-added", material=material_id)
