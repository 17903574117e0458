from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

NEAR = 10  # percent of the seats: so few are left, and it is nearly full


class SeatPool(models.Model):
    """Seats of a workshop; the `total` row is the workshop's lock.

    Whoever changes seats updates it first, then other pools by id, then registrations by id.
    """

    class Kind(models.TextChoices):
        TOTAL = "total", _("All seats")
        ROOM = "room", _("In the room")
        ONLINE = "online", _("Online")
        UNIT = "unit", _("For one unit")

    workshop = models.ForeignKey("workshops.Workshop", models.CASCADE, related_name="pools")
    kind = models.CharField(max_length=6, choices=Kind)
    unit = models.ForeignKey(
        "accounts.Unit", models.PROTECT, null=True, blank=True, related_name="+"
    )
    capacity = models.PositiveIntegerField()
    taken = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(taken__gte=0, taken__lte=F("capacity")),
                name="seats_taken_within_capacity",
            ),
            # Two, as SQLite has no NULLS NOT DISTINCT.
            models.UniqueConstraint(
                fields=["workshop", "kind"], condition=Q(unit=None), name="pool_once_per_kind"
            ),
            models.UniqueConstraint(fields=["workshop", "kind", "unit"], name="pool_once_per_unit"),
        ]

    def __str__(self):
        return f"{self.kind}: {self.taken}/{self.capacity}"

    @property
    def left(self):
        return self.capacity - self.taken


def in_pool(kind, number):
    """Of a workshop: how many seats it has, how many are `taken` or `free`."""
    pools = SeatPool.objects.filter(workshop=OuterRef("pk"), kind=kind)
    return Subquery(pools.annotate(free=F("capacity") - F("taken")).values(number)[:1])


def fill_of(taken, capacity, line):
    """How full it is, for a badge: free, near, full, or line where it is full and people wait."""
    left = capacity - taken
    if left <= 0:
        return "line" if line else "full"
    is_near = taken and left <= max(1, capacity * NEAR // 100)
    return "near" if is_near else "free"


def seat_in_words(seat):
    """Where it is: in the room or online; nothing where all are alike."""
    return "" if seat == SeatPool.Kind.TOTAL else SeatPool.Kind(seat).label
