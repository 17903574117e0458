from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    IN_APP = "in_app", _("Here")
    PUSH = "push", _("Push")
    MAIL = "mail", _("Mail")
    DIGEST = "digest", _("Digest")


class Preference(models.Model):
    """How a person wants to hear of a kind (empty: of everything) on one channel."""

    class Cadence(models.TextChoices):
        AT_ONCE = "at_once", _("At once")
        DAILY = "daily", _("Daily")
        WEEKLY = "weekly", _("Weekly")
        NEVER = "never", _("Never")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="preferences")
    kind = models.CharField(max_length=60, blank=True)
    channel = models.CharField(max_length=10, choices=Channel)
    cadence = models.CharField(max_length=10, choices=Cadence)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "channel"], name="preference_once_per_kind_and_channel"
            )
        ]

    def __str__(self):
        return f"{self.kind or '*'} {self.channel}: {self.cadence}"


class QuietHours(models.Model):
    """When push and mail stay silent, in hours of the regency's clock; equal hours: never.

    Without a row it is QUIET (ux 2.9). Kabar itself is always there.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="quiet_hours"
    )
    from_hour = models.PositiveSmallIntegerField()
    until_hour = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name_plural = "quiet hours"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(from_hour__lt=24, until_hour__lt=24), name="quiet_hours_of_a_day"
            )
        ]

    def __str__(self):
        return f"{self.from_hour:02}–{self.until_hour:02}"
