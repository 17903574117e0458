"""A room is taken by one workshop at a time; each session may have a room of its own."""

from collections.abc import Collection

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
    """Behind the rooms' locks, after the seats': what is announced has them; a draft has none."""
    if not workshop.is_published:
        return
    held = workshop.sessions.standing().with_held_room().exclude(held_room=None)
    rooms = lock_rooms(set(held.values_list("held_room", flat=True)))
    if rooms and (clash := holder_of(workshop)):
        room, other = clash
        raise RoomIsTaken(rooms[room], other)


def lock_rooms(pks: Collection[int]) -> dict[int, Room]:
    """In the order of their ids, so that two who want the same never wait for each other."""
    rows = Room.objects.select_for_update().filter(pk__in=pks).order_by("pk")
    return {room.pk: room for room in rows}


def holder_of(workshop: Workshop) -> tuple[int, Workshop] | None:
    """The other workshop that has one of the rooms at one of these times, and which room."""
    announced = Session.objects.in_rooms_of(workshop).filter(
        workshop__in=Workshop.objects.published()
    )
    clash = announced.select_related("workshop").in_order().first()
    return (clash.held_room, clash.workshop) if clash else None
