from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import OuterRef, Q, Subquery


class NotificationQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(recipient=user)

    def unread(self):
        return self.filter(read_at=None)

    def unseen(self):
        """Unread, and newer than the last look at Kabar."""
        seen = Bell.objects.filter(user=OuterRef("recipient")).values("seen_seq")
        return self.unread().filter(seq__gt=Subquery(seen))

    def about(self, noun):
        kind = ContentType.objects.get_for_model(noun, for_concrete_model=True)
        return self.filter(about_type=kind, about_id=noun.pk)

    def about_any(self, nouns):
        """Of a queryset."""
        kind = ContentType.objects.get_for_model(nouns.model, for_concrete_model=True)
        return self.filter(about_type=kind, about_id__in=nouns.values("pk"))

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

    def get_absolute_url(self):
        """Where it leads, once `.about` is there (kinds.py): what is new may be on a later page."""
        if self.first_new and hasattr(self.about, "at"):
            return self.about.at(self.first_new)
        anchor = f"#{self.first_new}" if self.first_new else ""
        return f"{self.about.get_absolute_url()}{anchor}"


class Bell(models.Model):
    """A person's counter: the last number given out, and the last one seen."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="bell"
    )
    last_seq = models.PositiveBigIntegerField(default=0)
    seen_seq = models.PositiveBigIntegerField(default=0)
    here_at = models.DateTimeField(null=True, blank=True, help_text="a page was open, to the hour")

    def __str__(self):
        return f"{self.user_id}: {self.last_seq}"
