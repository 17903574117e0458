from django.db import transaction
from django.db.models import Sum

from workshops.models import HeldSeats, Registration, SeatPool, TopicRequest


def recount(*, repair: bool) -> list[str]:
    """Compares what is counted with the rows; returns a line per drift.

    Counted under the row's lock, as a seat is sold, so that a repair never undoes a sale. What
    went meanwhile is counted no more.
    """
    return recount_pools(repair) + recount_topics(repair)


def recount_pools(repair: bool) -> list[str]:
    """Each with the registrations that hold a seat, and the seats held without names."""
    drift = []
    for pk in SeatPool.objects.order_by("workshop", "pk").values_list("pk", flat=True):
        with transaction.atomic():
            pool = SeatPool.objects.select_for_update().filter(pk=pk).first()
            held = held_seats(pool) if pool else 0
            if pool is None or held == pool.taken:
                continue
            drift.append(f"pool {pool.pk}: {held}")
            if repair:
                pool.taken = held
                pool.save(update_fields=["taken"])
    return drift


def recount_topics(repair: bool) -> list[str]:
    drift = []
    for pk in TopicRequest.objects.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            topic = TopicRequest.objects.select_for_update().filter(pk=pk).first()
            votes = topic.wanted_by.count() if topic else 0
            if topic is None or votes == topic.votes:
                continue
            drift.append(f"topic {topic.pk}: {votes}")
            if repair:
                topic.votes = votes
                topic.save(update_fields=["votes"])
    return drift


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
