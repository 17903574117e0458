from django.db.models import Count, Q

from workshops.models import SeatPool


def recount(*, repair: bool) -> list[str]:
    """Compares every pool with its confirmed registrations; returns a line per drift."""
    confirmed = Q(workshop__registrations__state="confirmed")
    pools = SeatPool.objects.annotate(
        all_seats=Count("workshop__registrations", filter=confirmed, distinct=True)
    )
    drift = []
    for pool in pools.iterator():
        held = pool.all_seats
        if pool.kind in (SeatPool.Kind.ROOM, SeatPool.Kind.ONLINE):
            held = pool.workshop.registrations.confirmed().filter(seat=pool.kind).count()
        if held != pool.taken:
            drift.append(f"pool {pool.pk}: {held}")
            if repair:
                SeatPool.objects.filter(pk=pool.pk).update(taken=held)
    return drift
