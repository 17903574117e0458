from django.db import transaction
from django.db.models import Sum

from workshops.models import HeldSeats, Registration, SeatPool


def recount(*, repair: bool) -> list[str]:
    """Compares every pool with the registrations that hold a seat; returns a line per drift.

    Counted under the pool's lock, as a seat is sold, so that a repair never undoes a sale.
    """
    drift = []
    for pk in SeatPool.objects.order_by("workshop", "pk").values_list("pk", flat=True):
        with transaction.atomic():
            pool = SeatPool.objects.select_for_update().get(pk=pk)
            held = held_seats(pool)
            if held == pool.taken:
                continue
            drift.append(f"pool {pool.pk}: {held}")
            if repair:
                pool.taken = held
                pool.save(update_fields=["taken"])
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
        held = held.filter(unit=pool.unit_id)
    elif pool.kind != SeatPool.Kind.TOTAL:
        held = held.filter(seat=pool.kind)
    return held.aggregate(seats=Sum("left"))["seats"] or 0
