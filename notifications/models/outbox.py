import uuid
from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from notifications.models.choosing import Channel
from notifications.models.news import Notification

LEASE = timedelta(seconds=150)  # longer than a round and the slowest single sending
FURTHEST = timedelta(hours=25)  # nothing is put off for longer than a night
TRIES = 5


def new_device() -> str:
    return uuid.uuid4().hex


class PushSubscription(models.Model):
    """A browser that a person asked us to wake."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="push_subscriptions"
    )
    device = models.CharField(
        max_length=32, unique=True, default=new_device, help_text="what the browser's cookie says"
    )
    endpoint = models.URLField(max_length=500, unique=True)
    keys = models.JSONField(help_text="p256dh and auth, as the browser gave them")
    shows_text = models.BooleanField(default=False, help_text="titles may stand on a locked screen")
    created_at = models.DateTimeField()

    def __str__(self):
        return f"push {self.pk}"


class State(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    SENT = "sent", _("Sent")
    DROPPED = "dropped", _("Not needed any more")
    PARKED = "parked", _("Parked")


class WorkQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=State.WAITING)

    def parked(self):
        return self.filter(state=State.PARKED)

    def free(self, now):
        """Nobody works on it: never taken, or its worker is gone.

        A lease longer than any lease can be was given before the clock was put back.
        """
        nobody = Q(leased_until=None) | Q(leased_until__lte=now)
        return self.filter(nobody | Q(leased_until__gt=now + LEASE))

    def due(self, now):
        """A next try further off than any can be was planned before the clock was put back."""
        come = Q(next_try_at__lte=now) | Q(next_try_at__gt=now + FURTHEST)
        return self.waiting().free(now).filter(come)


class Work(models.Model):
    """Something a worker carries out once in effect: taken on a lease, tried again, parked.

    `lease` is the fencing token: whoever settles with another one has lost the work to somebody
    else meanwhile (reliability.md F23).
    """

    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    lease = models.CharField(max_length=32, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=200, blank=True, help_text="the last error's class")

    objects = WorkQuerySet.as_manager()

    class Meta:
        abstract = True


class Delivery(Work):
    """The outbox for mail and push: written with the notification, worked off by the worker."""

    notification = models.ForeignKey(Notification, models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=10, choices=Channel)

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(
                fields=["notification", "channel"], name="delivered_once_per_channel"
            )
        ]
        indexes = [
            models.Index(fields=["state", "next_try_at"], name="deliveries_due"),
            models.Index(fields=["channel", "settled_at"], name="deliveries_by_settling"),
        ]

    def __str__(self):
        return f"{self.channel} {self.state}"


class Broadcast(Work):
    """More people are told than fit into a request: the worker goes through them by id.

    `last_id` moves with every slice in the slice's own transaction, so whoever takes it up again
    tells nobody twice.
    """

    kind = models.CharField(max_length=60)
    about_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    about_id = models.PositiveBigIntegerField()
    actor = models.CharField(
        max_length=200, blank=True, help_text="an id; sealed where the name is told to nobody"
    )
    first_new = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()
    last_id = models.PositiveBigIntegerField(default=0)
    told = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["state", "next_try_at"], name="broadcasts_due")]

    def __str__(self):
        return f"{self.kind}: {self.told}"


class Digest(Work):
    """A person's summary of one morning; planned, then sent or not needed."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="digests")
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "on"], name="digest_once_per_morning")
        ]
        indexes = [models.Index(fields=["state", "next_try_at"], name="digests_due")]

    def __str__(self):
        return f"{self.user_id} {self.on}"


class MailStandingQuerySet(models.QuerySet):
    def paused(self):
        return self.exclude(paused_at=None)


class MailStanding(models.Model):
    """An address that was refused for good: how often in a row, and since when we stopped."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="mail_standing"
    )
    bounces = models.PositiveSmallIntegerField(default=0)
    paused_at = models.DateTimeField(null=True, blank=True)

    objects = MailStandingQuerySet.as_manager()

    def __str__(self):
        return f"{self.user_id}: {self.bounces}"
