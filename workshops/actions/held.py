"""The counting of seats that are held without names; behind the workshop's lock."""

from datetime import datetime

from django.db.models import F, Q, QuerySet

from workshops.actions import pools
from workshops.models import HeldSeats, Registration, SeatPool, Workshop


def pools_of(held: HeldSeats) -> QuerySet[SeatPool]:
    """In which they count besides the total: room or online, and the unit's where limited."""
    kinds = SeatPool.Kind
    place = Q(kind=held.seat) & ~Q(kind=kinds.TOTAL)
    found = SeatPool.objects.filter(workshop=held.workshop_id)
    unit = Q(kind=kinds.UNIT, unit__isnull=False, unit=held.quota_unit_id)
    return found.filter(place | unit).order_by("pk")


def release(held: HeldSeats, now: datetime) -> None:
    """All that nobody was named for."""
    pools.total(held.workshop).update(taken=F("taken") - held.left)
    pools_of(held).update(taken=F("taken") - held.left)
    held.ended_at = now
    held.save(update_fields=["ended_at"])


def release_overdue(workshop: Workshop, now: datetime) -> None:
    for held in workshop.held.overdue(now).order_by("pk"):
        held.workshop = workshop
        release(held, now)


def give_one(held: HeldSeats, registration: Registration, now: datetime) -> None:
    """Out of those that are held, to be counted for the person at once."""
    registration.seat, registration.held_from = held.seat, held
    pools.free_total(registration.workshop)
    pools_of(held).update(taken=F("taken") - 1)
    held.left -= 1
    if not held.left:
        held.ended_at = now
    held.save(update_fields=["left", "ended_at"])
