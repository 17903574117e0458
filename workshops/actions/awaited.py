"""What those who wait keep when nobody moves up: each who could take a seat keeps one of them."""

from datetime import datetime

from workshops.actions.covering import away_already, left_by
from workshops.actions.waiting import busy_people, own_hindrance
from workshops.models import Registration, SeatPool, UnitCover, Workshop

Need = tuple[str, int | None]  # a pool in which a seat counts, or the cover of a unit
Left = dict[Need, int]


def is_awaited(registration: Registration, now: datetime) -> bool:
    """The last seat that this newcomer could take is kept; behind the lock.

    Where there is none at all nobody keeps it: the person's own hindrance says more.
    """
    workshop = registration.workshop
    needs, left = needs_of(registration), seats_left(workshop)
    if not fits(needs, left):
        return False
    keep_for_line(workshop, left, now)
    return not fits(needs, left)


def has_seat_for_newcomers(workshop: Workshop, now: datetime) -> bool:
    """For its page: one is free that nobody keeps."""
    kinds, is_hybrid = SeatPool.Kind, workshop.mode == Workshop.Mode.HYBRID
    left = seats_left(workshop)
    keep_for_line(workshop, left, now)
    places = [kinds.ROOM, kinds.ONLINE] if is_hybrid else [kinds.TOTAL]
    return any(left.get((place, None), 0) > 0 for place in places)


def seats_left(workshop: Workshop) -> Left:
    """Of each pool, and how many of a unit may still be away, where somebody of it waits."""
    left: Left = {(pool.kind, pool.unit_id): pool.left for pool in workshop.pools.all()}
    units = workshop.registrations.waiting().values("user__unit")
    for rule in UnitCover.objects.filter(unit__in=units):
        left[Registration.Hindrance.UNIT_COVER, rule.unit_id] = left_by(rule, workshop)
    return left


def keep_for_line(workshop: Workshop, left: Left, now: datetime) -> None:
    """As if all who wait and could take a seat had taken it."""
    busy, away = busy_people(workshop), away_already(workshop)
    for registration in workshop.registrations.waiting().in_line().select_related("user"):
        needs = needs_of(registration, away)
        if fits(needs, left) and not own_hindrance(registration, busy, now):
            for need in needs & left.keys():
                left[need] -= 1


def needs_of(registration: Registration, away: frozenset[int] = frozenset()) -> set[Need]:
    """What has no limit is in no `Left`. Who is away at that hour already counts no more."""
    needs: set[Need] = {
        (SeatPool.Kind.TOTAL, None),
        (registration.seat, None),
        (SeatPool.Kind.UNIT, registration.quota_unit_id),
    }
    if registration.user_id in away:
        return needs
    return needs | {(Registration.Hindrance.UNIT_COVER, registration.user.unit_id)}


def fits(needs: set[Need], left: Left) -> bool:
    return all(left[need] > 0 for need in needs & left.keys())
