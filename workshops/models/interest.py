from django.conf import settings
from django.db import models
from django.db.models import F, Q


class InterestQuerySet(models.QuerySet):
    def in_order(self):
        """Of coming: in this order they get the seats."""
        return self.order_by("pk")

    def unbooked(self):
        """Whose turn has not been."""
        return self.filter(booked_at=None)


class Interest(models.Model):
    """A person wants to come to a workshop whose date is not decided yet.

    `booked_at` is when it was their turn, once it was decided, whatever came of it.
    """

    workshop = models.ForeignKey("workshops.Workshop", models.CASCADE, related_name="interests")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()
    booked_at = models.DateTimeField(null=True, blank=True)

    objects = InterestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workshop", "user"], name="interest_once_per_person")
        ]

    def __str__(self):
        return f"{self.workshop_id} {self.user_id}"


class DateOptionQuerySet(models.QuerySet):
    def ahead(self, now):
        """What can still become the date; only these are asked about and counted."""
        return self.filter(starts_at__gt=now)


class DateOption(models.Model):
    """A date of the poll; `voters` are the interested people who say that they can."""

    workshop = models.ForeignKey("workshops.Workshop", models.CASCADE, related_name="options")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    voters = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")

    objects = DateOptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="option_ends_after_it_starts"
            ),
            models.UniqueConstraint(fields=["workshop", "starts_at"], name="option_once_per_start"),
        ]

    def __str__(self):
        return f"{self.workshop_id} {self.starts_at:%Y-%m-%d %H:%M}"
