from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.models import PublicIdField


class RegistrationQuerySet(models.QuerySet):
    def active(self):
        return self.filter(state__in=Registration.ACTIVE)

    def confirmed(self):
        return self.filter(state=Registration.State.CONFIRMED)

    def in_name_order(self):
        return self.order_by("user__name", "pk")


class Registration(models.Model):
    """A person's place in a workshop; attendance is an axis of its own."""

    class State(models.TextChoices):
        CONFIRMED = "confirmed", _("Registered")
        CANCELLED_SELF = "cancelled_self", _("Cancelled")
        CANCELLED_HOST = "cancelled_host", _("Cancelled by the host")

    class Attendance(models.TextChoices):
        NONE = "none", _("Not recorded")
        FULL = "full", _("Present")
        PARTIAL = "partial", _("Partly present")
        NO_SHOW = "no_show", _("Absent")

    ACTIVE = ("confirmed",)

    public_id = PublicIdField()
    workshop = models.ForeignKey("workshops.Workshop", models.CASCADE, related_name="registrations")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="registrations")
    seat = models.CharField(max_length=6, default="total", help_text="room or online when hybrid")
    state = models.CharField(max_length=14, choices=State, default=State.CONFIRMED)
    attendance = models.CharField(max_length=7, choices=Attendance, default=Attendance.NONE)
    joined_at = models.DateTimeField()

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "user"],
                condition=Q(state="confirmed"),
                name="registration_once_per_member",
            )
        ]

    def __str__(self):
        return f"{self.workshop_id} {self.user_id}"


class RegistrationEvent(models.Model):
    """The append-only log of a registration: from which state to which, by whom, when, why."""

    registration = models.ForeignKey(Registration, models.PROTECT, related_name="events")
    before = models.CharField(max_length=14, blank=True)
    after = models.CharField(max_length=14)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    def __str__(self):
        return f"{self.registration_id}: {self.before} → {self.after}"
