from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from competencies.permissions import curated_area_ids
from discussions.models.reportable import things_for_moderator, things_made_by
from discussions.models.thread import Thread
from foundation.models import PublicIdField

FIRST_DAYS = 14  # a first text is listed this long


class ReviewQuerySet(models.QuerySet):
    def pending(self, now):
        """What waits for a decision; a first text only while it is new."""
        old_first = Q(kind=Review.Kind.FIRST, opened_at__lt=now - timedelta(days=FIRST_DAYS))
        return self.filter(decided_at=None).exclude(old_first)

    def for_moderator(self, user):
        """Those of the areas that this person moderates, but of no own question without a name."""
        areas = curated_area_ids(user)
        reviews = self.exclude(thread__in=Thread.objects.asked_sealed_by(user))
        if None in areas:
            return reviews
        in_areas = Q(thread__in=Thread.objects.in_areas(areas))
        return reviews.filter(in_areas | Q(thread=None) & things_for_moderator(user))

    def told_to_maker(self, user):
        """Of things that this person made: hidden for now, or decided against."""
        return (
            self.filter(thread=None)
            .filter(things_made_by(user))
            .filter(
                ~Q(carried_out_at=None) & ~Q(decision=Review.Decision.KEEP) | Q(events__verb="hide")
            )
            .distinct()
        )

    def told_to_reporter(self, user):
        return self.filter(thread=None, reports__reporter=user)

    def with_thread(self):
        return self.select_related("thread")

    def undoable_by(self, user, now):
        return self.filter(decided_by=user, carried_out_at=None, decided_at__gt=now - Review.UNDO)


class Review(models.Model):
    """A text that moderators decide about: reported, or the first one of its author."""

    CLAIM = timedelta(minutes=10)
    UNDO = timedelta(seconds=10)

    class Kind(models.TextChoices):
        REPORT = "report", _("Reported")
        FIRST = "first", _("First text")

    class Decision(models.TextChoices):
        MASK = "mask", _("Mask and publish")
        RETURN = "return", _("Return to the author")
        REMOVE = "remove", _("Remove it")
        KEEP = "keep", _("Leave it as it is")

    public_id = PublicIdField(length=6)
    kind = models.CharField(max_length=9, choices=Kind)
    thread = models.ForeignKey(
        Thread, models.CASCADE, null=True, related_name="reviews", help_text="none for a thing"
    )
    about_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    about_id = models.PositiveBigIntegerField()
    about = GenericForeignKey("about_type", "about_id")
    score = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField()
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    claimed_until = models.DateTimeField(null=True)
    decision = models.CharField(max_length=6, choices=Decision, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    carried_out_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["opened_at"], condition=Q(decided_at=None), name="reviews_pending")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about_type", "about_id"],
                condition=Q(decided_at=None),
                name="one_pending_review",
            )
        ]

    def __str__(self):
        return f"{self.kind} {self.public_id}"

    def get_absolute_url(self):
        return f"/moderasi/{self.public_id}/"

    @property
    def title(self):
        """Of the thread in which the text stands, or of the thing itself."""
        return self.thread.title if self.thread else str(self.about or "")

    @property
    def place(self):
        """Where it is read."""
        noun = self.thread or self.about
        return noun.get_absolute_url() if noun else ""

    @property
    def decided_as(self):
        """In the words of the button that was pressed."""
        if self.decision == Review.Decision.KEEP:
            return self.kept_words
        return self.get_decision_display()

    @property
    def kept_words(self):
        is_first = self.kind == Review.Kind.FIRST
        return _("Looked at, all is well") if is_first else _("Ignore reports")

    def holder(self, now):
        """Who has taken it and still holds it, or None."""
        return self.claimed_by if self.claimed_until and self.claimed_until > now else None


class ReviewEvent(models.Model):
    """The append-only ledger of what was done to a reported thing; threads have their own."""

    class Verb(models.TextChoices):
        HIDE = "hide", _("hid it")
        SHOW = "show", _("showed it again")
        RETURN = "return", _("returned it to be mended")
        REMOVE = "remove", _("removed it")
        MASK = "mask", _("masked numbers of people")

    review = models.ForeignKey(Review, models.PROTECT, related_name="events")
    verb = models.CharField(max_length=6, choices=Verb)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    def __str__(self):
        return f"{self.verb} {self.review_id}"


class Report(models.Model):
    """What one person says against a text; `weight` counts towards hiding it."""

    class Kind(models.TextChoices):
        PERSONAL = "personal", _("It shows personal data")
        CLASSIFIED = "secret", _("It shows what must stay inside the office")
        RUDE = "rude", _("It insults or threatens")
        WRONG = "wrong", _("It is wrong or misleading")
        NOT_ANSWER = "off", _("It does not belong here")

    review = models.ForeignKey(Review, models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    note = models.CharField(max_length=300, blank=True)
    weight = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "reporter"], name="report_once_per_person")
        ]

    def __str__(self):
        return f"{self.kind} {self.review_id}"


class BlockedPhrase(models.Model):
    """Words that nobody may publish here; the admin keeps the list."""

    phrase = models.CharField(_("phrase"), max_length=80, unique=True)

    class Meta:
        verbose_name = _("blocked phrase")
        verbose_name_plural = _("blocked phrases")

    def __str__(self):
        return self.phrase
