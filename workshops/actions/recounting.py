from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet, Sum

from workshops.models import HeldSeats, Registration, SeatPool, TopicRequest


def recount(*, repair: bool) -> list[str]:
    """Compares what is counted with the rows; returns a line per drift.

    Counted under the row's lock, as a seat is sold, so that a repair never undoes a sale. What
    went meanwhile is counted no more.
    """
    pools = drifts(SeatPool.objects.order_by("workshop", "pk"), "taken", held_seats, repair)
    topics = drifts(TopicRequest.objects.order_by("pk"), "votes", votes_of, repair)
    return [f"pool {line}" for line in pools] + [f"topic {line}" for line in topics]


def drifts(
    rows: QuerySet[Any], column: str, count: Callable[[Any], int], repair: bool
) -> list[str]:
    found = []
    for pk in rows.values_list("pk", flat=True):
        with transaction.atomic():
            row = rows.select_for_update().filter(pk=pk).first()
            counted = count(row) if row else 0
            if row is None or counted == getattr(row, column):
                continue
            found.append(f"{pk}: {counted}")
            if repair:
                setattr(row, column, counted)
                row.save(update_fields=[column])
    return found


def votes_of(topic: TopicRequest) -> int:
    return topic.wanted_by.count()


def held_seats(pool: SeatPool) -> int:
    seated = Registration.objects.seated().filter(workshop=pool.workshop_id)
    if pool.kind == SeatPool.Kind.UNIT:
        seated = seated.filter(quota_unit=pool.unit_id)
    elif pool.kind != SeatPool.Kind.TOTAL:
        seated = seated.filter(seat=pool.kind)
    return seated.count() + held_without_names(pool)


def held_without_names(pool: SeatPool) -> int:
    held = HeldSeats.objects.standing().filter(workshop=pool.workshop_id)
    if pool.kind == SeatPool.Kind.UNIT:
        held = held.filter(quota_unit=pool.unit_id)
    elif pool.kind != SeatPool.Kind.TOTAL:
        held = held.filter(seat=pool.kind)
    return held.aggregate(seats=Sum("left"))["seats"] or 0
