"""A room is taken by one workshop at a time."""

from django.utils.translation import gettext as _

from foundation.refusals import Refusal
from workshops.models import Room, Session, Workshop


class RoomIsTaken(Refusal):
    """`other` is the workshop that has the room at that time."""

    def __init__(self, room: Room, other: Workshop):
        words = _("%(room)s is taken at that time: %(title)s. Choose another room or time.")
        super().__init__(words % {"room": room, "title": other.title})
        self.other = other


def hold_room(workshop: Workshop) -> None:
    """Behind the room's lock, after the seats': what is announced has it; a draft has nothing."""
    if workshop.room_id is None or not workshop.is_published:
        return
    room = lock_room(workshop.room_id)
    if other := holder_of(room, workshop):
        raise RoomIsTaken(room, other)


def lock_room(pk: int) -> Room:
    return Room.objects.select_for_update().get(pk=pk)


def holder_of(room: Room, workshop: Workshop) -> Workshop | None:
    """The other workshop that has the room at one of these times."""
    announced = Workshop.objects.published().filter(room=room)
    clashing = Session.objects.at_the_times_of(workshop).filter(workshop__in=announced)
    clash = clashing.select_related("workshop").in_order().first()
    return clash.workshop if clash else None
