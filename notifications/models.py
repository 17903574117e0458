from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _


class NotificationQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(recipient=user)

    def unread(self):
        return self.filter(read_at=None)

    def unseen(self):
        """Unread, and newer than the last look at Kabar."""
        seen = Bell.objects.filter(user=OuterRef("recipient")).values("seen_seq")
        return self.unread().filter(seq__gt=Subquery(seen))

    def after(self, seq):
        return self.filter(seq__gt=seq)

    def newest_first(self):
        return self.order_by("-seq")


class Notification(models.Model):
    """One person is told one thing. While it is unread, the same happening again raises `count`.

    `seq` counts per recipient and is taken in the writing transaction, so its order is the order
    of commits. `about` is the page it opens; `first_new` is the anchor on that page.
    """

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications"
    )
    seq = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=60)
    about_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    about_id = models.PositiveBigIntegerField()
    first_new = models.CharField(max_length=20, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    count = models.PositiveIntegerField(default=1)
    reason = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    emailed_at = models.DateTimeField(null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "kind", "about_type", "about_id"],
                condition=Q(read_at=None),
                name="told_once_while_unread",
            ),
            models.UniqueConstraint(fields=["recipient", "seq"], name="seq_once_per_recipient"),
        ]
        indexes = [models.Index(fields=["created_at"], name="notifications_by_age")]

    def __str__(self):
        return f"{self.kind} #{self.seq}"


class Bell(models.Model):
    """A person's counter: the last number given out, and the last one seen."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="bell"
    )
    last_seq = models.PositiveBigIntegerField(default=0)
    seen_seq = models.PositiveBigIntegerField(default=0)

    def __str__(self):
        return f"{self.user_id}: {self.last_seq}"


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


class PushSubscription(models.Model):
    """A browser that a person asked us to wake."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="push_subscriptions"
    )
    endpoint = models.URLField(max_length=500, unique=True)
    keys = models.JSONField()
    created_at = models.DateTimeField()

    def __str__(self):
        return f"push {self.pk}"


class Delivery(models.Model):
    """The outbox for mail and push: written with the notification, worked off by the worker."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        PARKED = "parked", _("Parked")

    notification = models.ForeignKey(Notification, models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=10, choices=Channel)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(
                fields=["notification", "channel"], name="delivered_once_per_channel"
            )
        ]
        indexes = [models.Index(fields=["state", "next_try_at"], name="deliveries_due")]

    def __str__(self):
        return f"{self.channel} {self.state}"


class LiveTopic(models.Model):
    """What open pages watch, such as `thread:7k3mq`, with the number of its last event."""

    key = models.CharField(max_length=40, primary_key=True)
    last_no = models.PositiveBigIntegerField(default=0)

    def __str__(self):
        return self.key


class LiveEvent(models.Model):
    """A happening on a topic, kept for a day so that a page that lost its connection catches up."""

    topic = models.ForeignKey(LiveTopic, models.CASCADE, related_name="events")
    no = models.PositiveBigIntegerField()
    event = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["topic", "no"], name="event_once_per_number")
        ]

    def __str__(self):
        return f"{self.topic_id} #{self.no} {self.event}"
