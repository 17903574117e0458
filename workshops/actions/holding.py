"""A leader holds seats for the team, and names the people later (registering_others.py)."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import F, Min, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from foundation.once import once
from foundation.refusals import Refusal
from notifications.telling import telling
from workshops import live
from workshops.actions import held as holds
from workshops.actions import pools
from workshops.actions.pools import WorkshopIsFull
from workshops.actions.registering import (
    NotForYourUnit,
    refuse_outside_window,
    refuse_while_booking,
    seat_kind,
)
from workshops.actions.waiting import after_working_days, settle_line
from workshops.models import HeldSeats, Registration, SeatPool, Workshop

DAYS = 3  # working days in which the people are named
MOST = 10  # seats that one leader holds at a workshop, of however many units


class SeatsAreHeld(Refusal):
    message = _("Seats are held for this unit already. Name people for them, or release them.")


class HoldsEnough(Refusal):
    message = _("One leader holds at most ten seats at a workshop. Name people for some of them.")


class TooFewPeople(Refusal):
    message = _(
        "People of this unit who could still take a seat: %(people)d. Hold no more than that."
    )


class TooFewSeats(WorkshopIsFull):
    message = _("So many seats are not free. Hold fewer.")


class DaysAreOver(Refusal):
    message = _(
        "Seats were held for this unit, or by you, before, and the days to name people are over. "
        "Register people by name."
    )


class TooLateToHold(Refusal):
    message = _("So shortly before the start no seats are held. Register people by name.")


def hold_seats(
    *, actor: User, workshop: Workshop, unit: Unit, seats: int, now: datetime, **more: str
) -> HeldSeats:
    """All of them or none; `seat` is room or online where it is hybrid, `key` the form's."""
    key = more.get("key", "")
    with telling(now=now), once(user=actor, key=key, makes=HeldSeats, now=now) as sending:
        if made := sending.made_with(workshop=workshop, unit=unit, seats=seats, **more):
            return made
        pools.lock(workshop)
        workshop = Workshop.objects.get(pk=workshop.pk)
        refuse_while_booking(workshop)
        seat = seat_kind(workshop, more.get("seat", ""))
        refuse_holding(workshop, unit, actor, now)
        settle_line(workshop, now)  # whoever waits and can take a seat comes first
        refuse_many(workshop, actor, seats)
        refuse_empty(workshop, unit, actor, seats)
        held = HeldSeats(
            workshop=workshop,
            unit=unit,
            by=actor,
            seat=seat,
            left=seats,
            made_at=now,
            until=last_moment(workshop, unit, actor, now),
        )
        if held.until <= now:
            raise TooLateToHold
        take_all(held)
        held.save()
        live.seats_changed(workshop)
        return sending.keep(held)


def refuse_holding(workshop: Workshop, unit: Unit, actor: User, now: datetime) -> None:
    """By the rules of whoever registers: the window and the units; and once for each unit."""
    refuse_outside_window(workshop, now)
    if not workshop.is_open_within(actor.units_above(unit.pk)):
        raise NotForYourUnit
    if naming_ends(workshop, unit, actor, now) <= now:
        raise DaysAreOver
    if workshop.held.standing().filter(unit=unit).exists():
        raise SeatsAreHeld


def refuse_many(workshop: Workshop, actor: User, seats: int) -> None:
    if seats_of(workshop.held.standing().filter(by=actor)) + seats > MOST:
        raise HoldsEnough


def refuse_empty(workshop: Workshop, unit: Unit, actor: User, seats: int) -> None:
    """Each is for somebody of the unit who has no place, and for whom none is held.

    What a unit above holds comes from the same people.
    """
    above = Unit.objects.filter(pk__in=actor.units_above(unit.pk))
    able = max(min(without_place(workshop, actor.units_within(one)) for one in above), 0)
    if seats > able:
        raise TooFewPeople(TooFewPeople.message % {"people": able})


def without_place(workshop: Workshop, units: Collection[int]) -> int:
    """People of these units, less those for whom a seat is held."""
    placed = workshop.registrations.active().values("user")
    people = User.objects.active().filter(unit__in=units).exclude(pk__in=placed)
    return people.count() - seats_of(workshop.held.standing().filter(unit__in=units))


def seats_of(held: QuerySet[HeldSeats]) -> int:
    return held.aggregate(seats=Sum("left"))["seats"] or 0


def last_moment(workshop: Workshop, unit: Unit, leader: User, now: datetime) -> datetime:
    """The days to name people, and early enough that those who wait can still move up."""
    return min(naming_ends(workshop, unit, leader, now), *ends_of_holding(workshop))


def naming_ends(workshop: Workshop, unit: Unit, leader: User, now: datetime) -> datetime:
    """Some working days of the leader, from the first hold for the unit, or by the leader, here.

    Released and held again, seats would else stay empty for ever.
    """
    earlier = workshop.held.filter(Q(unit=unit) | Q(by=leader))
    first = earlier.aggregate(first=Min("made_at"))["first"] or now
    return after_working_days(first, DAYS, leader)


def ends_of_holding(workshop: Workshop) -> list[datetime]:
    """Its closing and when nobody moves up any more; none without a date."""
    starts_at, closes = workshop.starts_at(), workshop.registration_closes_at
    moves_up = workshop.promotion_ends_at(starts_at) if starts_at else None
    return [moment for moment in (closes, moves_up) if moment]


def cap_holds(workshop: Workshop) -> None:
    """Where the host moved the start or the closing earlier, nothing is held past it."""
    if ends := ends_of_holding(workshop):
        workshop.held.standing().filter(until__gt=min(ends)).update(until=min(ends))


def take_all(held: HeldSeats) -> None:
    held.quota_unit_id = pools.make_unit_pool(held.workshop, held.unit_id)
    for pool in [pools.total(held.workshop).get(), *holds.pools_of(held)]:
        if not took(SeatPool.objects.filter(pk=pool.pk), held.left):
            raise TooFewSeats if pool.left else WorkshopIsFull(hindrance_of(pool))


def hindrance_of(pool: SeatPool) -> str:
    hindrances = Registration.Hindrance
    why = hindrances.FULL if pool.kind == pool.Kind.TOTAL else hindrances(pool.kind)
    return str(why.label)


def took(found: QuerySet[SeatPool], seats: int) -> bool:
    return bool(found.filter(taken__lte=F("capacity") - seats).update(taken=F("taken") + seats))


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
