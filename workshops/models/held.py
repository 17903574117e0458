from django.conf import settings
from django.db import models
from django.db.models import Q

from foundation.models import PublicIdField
from workshops.models.seats import seat_in_words


class HeldSeatsQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(ended_at=None)

    def overdue(self, now):
        return self.standing().filter(until__lte=now)

    def for_person(self, user, by, now):
        """Seats held for a unit at or above the person's, which `by` leads as well."""
        units = by.units_above(user.unit_id)
        if not by.is_admin:
            units &= by.led_unit_ids
        return self.standing().filter(until__gt=now, unit__in=units).order_by("pk")


class HeldSeats(models.Model):
    """Seats that a leader holds for the team without names, until a moment; named one by one."""

    public_id = PublicIdField()
    workshop = models.ForeignKey("workshops.Workshop", models.CASCADE, related_name="held")
    unit = models.ForeignKey("accounts.Unit", models.PROTECT, related_name="+")
    quota_unit = models.ForeignKey(
        "accounts.Unit", models.PROTECT, null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    seat = models.CharField(max_length=6, default="total", help_text="room or online when hybrid")
    left = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = HeldSeatsQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "unit"],
                condition=Q(ended_at=None),
                name="seats_held_once_per_unit",
            ),
            models.CheckConstraint(
                condition=Q(left__gte=1) | ~Q(ended_at=None), name="held_while_some_are_left"
            ),
        ]

    def __str__(self):
        return f"{self.workshop_id} {self.unit_id}: {self.left}"

    @property
    def seat_in_words(self):
        return seat_in_words(self.seat)
