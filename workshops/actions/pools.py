"""Seats are counted here: the total pool first, it is the workshop's lock; others by id.

Write first: the conditional update takes a seat and the row's lock in one statement, so a full
workshop is refused without a lock and no seat is sold twice; the constraint stands behind it
(workshops.md 2.1).
"""

from django.db import connection
from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from foundation.refusals import Refusal
from workshops.actions.covering import lacks_cover
from workshops.models import Registration, SeatPool, Workshop

TAKE = """
UPDATE workshops_seatpool SET taken = taken + 1
WHERE workshop_id = %s AND kind = 'total' AND taken < capacity
"""


class WorkshopIsGone(Refusal):
    message = _("This draft was discarded meanwhile.")


class WorkshopIsFull(Refusal):
    message = _("The last seat was just taken. This workshop is full.")


def total(workshop: Workshop) -> QuerySet[SeatPool]:
    return SeatPool.objects.filter(workshop=workshop, kind=SeatPool.Kind.TOTAL)


def lock(workshop: Workshop) -> SeatPool:
    """Whoever changes registrations without taking a seat first, locks the same row."""
    found = total(workshop).select_for_update().first()
    if found is None:
        raise WorkshopIsGone
    return found


def take_total(workshop: Workshop) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [workshop.pk])
        return bool(cursor.rowcount)


def free_total(workshop: Workshop) -> None:
    total(workshop).update(taken=F("taken") - 1)


def other_pools(registration: Registration) -> list[SeatPool]:
    """In which a seat counts besides the total: room or online, and the unit's where limited."""
    if registration.seat == SeatPool.Kind.TOTAL and not registration.quota_unit_id:
        return []
    kinds = SeatPool.Kind
    place = Q(kind=registration.seat) & ~Q(kind=kinds.TOTAL)
    unit = Q(kind=kinds.UNIT, unit__isnull=False, unit=registration.quota_unit_id)
    pools = SeatPool.objects.filter(workshop=registration.workshop_id)
    return list(pools.filter(place | unit).order_by("pk"))


def count_unit(registration: Registration) -> None:
    """The seat will count for the unit in which the person is now."""
    unit = registration.user.unit_id
    registration.quota_unit_id = make_unit_pool(registration.workshop, unit)


def make_unit_pool(workshop: Workshop, unit: int | None) -> int | None:
    """Where people of one unit are limited; for which unit those of this one count."""
    if not workshop.unit_limit or not unit:
        return None
    whole = Unit.objects.wholes()[unit]
    SeatPool.objects.get_or_create(
        workshop=workshop,
        kind=SeatPool.Kind.UNIT,
        unit_id=whole,
        defaults={"capacity": workshop.unit_limit},
    )
    return whole


def count_units_anew(workshop: Workshop, limit: int | None) -> bool:
    """After the host changed the limit; False where more people of a unit have a seat already."""
    if limit == workshop.unit_limit:
        return True
    workshop.pools.filter(kind=SeatPool.Kind.UNIT).delete()
    active, held = workshop.registrations.active(), workshop.held.standing()
    active.update(quota_unit=None)
    held.update(quota_unit=None)
    if not limit:
        return True
    whole = counted_unit()
    people = User.objects.filter(pk=OuterRef("user_id")).annotate(whole=whole)
    active.update(quota_unit=Subquery(people.values("whole")))
    held.update(quota_unit=whole)
    seats = Count("pk", filter=Q(holds_seat=True))
    units = active.exclude(quota_unit=None).values("quota_unit").annotate(seats=seats)
    taken = {row["quota_unit"]: row["seats"] for row in units.order_by("quota_unit")}
    for one in held:
        taken[one.quota_unit_id] = taken.get(one.quota_unit_id, 0) + one.left
    if any(seats > limit for seats in taken.values()):
        return False
    SeatPool.objects.bulk_create(
        SeatPool(
            workshop=workshop,
            kind=SeatPool.Kind.UNIT,
            unit_id=unit,
            capacity=limit,
            taken=seats,
        )
        for unit, seats in taken.items()
    )
    return True


def counted_unit() -> Case:
    """Of rows with a unit: that for which its people count."""
    wholes = Unit.objects.wholes()
    divisions = [When(unit=one, then=Value(whole)) for one, whole in wholes.items() if whole != one]
    return Case(*divisions, default=F("unit"), output_field=BigIntegerField())


def hindrance(registration: Registration, others: list[SeatPool]) -> str:
    """Which of the other pools is full, or whether the unit would lack cover; or nothing.

    Asked behind the lock, so it stays true.
    """
    for pool in others:
        if not pool.left:
            return Registration.Hindrance(pool.kind)
    return Registration.Hindrance.UNIT_COVER if lacks_cover(registration) else ""


def take_others(registration: Registration, others: list[SeatPool]) -> None:
    """After the total: the seat is this registration's from now on."""
    for pool in others:
        free = SeatPool.objects.filter(pk=pool.pk, taken__lt=F("capacity"))
        if not free.update(taken=F("taken") + 1):
            raise WorkshopIsFull(Registration.Hindrance(pool.kind).label)
    registration.holds_seat = True


def free(registration: Registration) -> None:
    free_total(registration.workshop)
    for pool in other_pools(registration):
        SeatPool.objects.filter(pk=pool.pk).update(taken=F("taken") - 1)
    registration.holds_seat = False
