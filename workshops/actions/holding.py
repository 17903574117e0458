"""A leader holds seats for the team, and names the people later (registering_others.py)."""

from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from accounts.models.user import units_above
from foundation.once import once
from foundation.refusals import Refusal
from notifications.telling import telling
from workshops import live
from workshops.actions import held as holds
from workshops.actions import pools
from workshops.actions.pools import WorkshopIsFull
from workshops.actions.registering import (
    NotForYourUnit,
    OthersWait,
    refuse_outside_window,
    seat_kind,
)
from workshops.actions.waiting import after_working_days, settle_line
from workshops.models import HeldSeats, SeatPool, Workshop

DAYS = 3  # working days in which the people are named
MOST = 10  # seats of one unit


class SeatsAreHeld(Refusal):
    message = _("Seats are held for this unit already. Name people for them, or release them.")


class TooLateToHold(Refusal):
    message = _("So shortly before the start no seats are held. Register people by name.")


def hold_seats(
    *, actor: User, workshop: Workshop, unit: Unit, seats: int, now: datetime, **more: str
) -> HeldSeats:
    """All of them or none; `seat` is room or online where it is hybrid, `key` the form's."""
    key = more.get("key", "")
    with telling(now=now), once(user=actor, key=key, makes=HeldSeats, now=now) as sending:
        if made := sending.made_with(workshop_id=workshop.pk, unit_id=unit.pk):
            return made
        pools.lock(workshop)
        workshop = Workshop.objects.get(pk=workshop.pk)
        refuse_holding(workshop, unit, actor, now)
        held = HeldSeats(
            workshop=workshop,
            unit=unit,
            by=actor,
            seat=seat_kind(workshop, more.get("seat", "")),
            left=min(seats, MOST),
            made_at=now,
            until=last_moment(workshop, now),
        )
        if held.until <= now:
            raise TooLateToHold
        take_all(held)
        held.save()
        live.seats_changed(workshop)
        return sending.keep(held)


def refuse_holding(workshop: Workshop, unit: Unit, actor: User, now: datetime) -> None:
    """By the rules of whoever registers: the window, the units, and those who wait come first."""
    refuse_outside_window(workshop, now)
    parents = {pk: parent for pk, parent, _is_led in actor.unit_tree}
    if not workshop.is_open_within(units_above(unit.pk, parents)):
        raise NotForYourUnit
    if workshop.registrations.waiting().exists():
        raise OthersWait
    if workshop.held.standing().filter(unit=unit).exists():
        raise SeatsAreHeld


def last_moment(workshop: Workshop, now: datetime) -> datetime:
    """Early enough that those who wait can still move up."""
    starts_at, closes = workshop.starts_at(), workshop.registration_closes_at
    moves_up = workshop.promotion_ends_at(starts_at) if starts_at else None
    days = after_working_days(now, DAYS)
    return min(moment for moment in (days, closes, moves_up) if moment)


def take_all(held: HeldSeats) -> None:
    total = pools.total(held.workshop)
    pools.make_unit_pool(held.workshop, held.unit_id)
    for found in (total, *(SeatPool.objects.filter(pk=one.pk) for one in holds.pools_of(held))):
        free = found.filter(taken__lte=F("capacity") - held.left)
        if not free.update(taken=F("taken") + held.left):
            raise WorkshopIsFull


def release_seats(*, held: HeldSeats, now: datetime) -> None:
    """Those who wait have them at once."""
    with telling(now=now):
        pools.lock(held.workshop)
        standing = HeldSeats.objects.standing().filter(pk=held.pk).select_related("workshop")
        found = standing.first()
        if found is not None:
            holds.release(found, now)
            settle_line(found.workshop, now)
            live.seats_changed(found.workshop)
