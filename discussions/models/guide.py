from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from competencies.models import Area, AreaItem, with_areas
from competencies.models.tagging import Tagged, areas_through
from competencies.permissions import curated_area_ids
from discussions.models.post import Post
from discussions.models.regulation import Regulation
from discussions.models.thread import Thread
from foundation.models import PublicIdField


class GuideQuerySet(models.QuerySet):
    def shown(self):
        """Neither hidden, nor what it grew from; retired ones are read still."""
        shown = self.filter(hidden_at=None)
        return shown.filter(source__hidden_at=None, source__thread__hidden_at=None)

    def live(self):
        """In use: shown and not retired."""
        return self.shown().filter(retired_at=None)

    def due(self, today):
        return self.live().filter(review_on__lte=today)

    def in_areas(self, areas):
        return self.filter(area_items__tag__in=areas).distinct()

    def for_moderator(self, user):
        areas = curated_area_ids(user)
        return self if None in areas else self.in_areas(areas)

    def with_row(self):
        return with_areas(self.select_related("owner__unit"))

    def newest_first(self):
        return self.order_by("-created_at", "-pk")


class Guide(Tagged):
    """A proven way that is kept true: grown from a solution, with an owner and a review date."""

    public_id = PublicIdField()
    title = models.CharField(max_length=150)
    body = models.TextField()
    body_html = models.TextField()
    renderer = models.PositiveSmallIntegerField()
    legal_basis = models.CharField(max_length=200)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="guides")
    source = models.OneToOneField(Post, models.PROTECT, related_name="guide")
    areas = areas_through("discussions.GuideArea")
    rules = models.ManyToManyField(Regulation, related_name="guides")
    review_on = models.DateField()
    checked_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    retired_reason = models.CharField(max_length=200, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.CharField(max_length=200, blank=True)
    useful_count = models.PositiveIntegerField(default=0)
    useless_count = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    objects = GuideQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["review_on"], condition=Q(retired_at=None), name="guides_due")
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("discussions:guide_detail", args=[self.public_id, self.slug])

    @property
    def slug(self):
        return slugify(self.title)[:60].strip("-") or "panduan"

    @property
    def is_hidden(self):
        """It, or what it grew from."""
        return bool(self.hidden_at or self.source.hidden_at or self.source.thread.hidden_at)

    @property
    def is_live(self):
        return self.retired_at is None and not self.is_hidden

    def is_due(self, today):
        return self.retired_at is None and self.review_on <= today


class GuideArea(AreaItem):
    """A guide carries one to three areas."""

    content_object = models.ForeignKey(Guide, models.CASCADE, related_name="area_items")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["content_object", "tag"], name="guide_carries_area_once"
            )
        ]

    def __str__(self):
        return f"{self.content_object_id} {self.tag_id}"


class GuideRevision(models.Model):
    """What a guide said before an edit."""

    guide = models.ForeignKey(Guide, models.CASCADE, related_name="revisions")
    no = models.PositiveIntegerField()
    title = models.CharField(max_length=150)
    body = models.TextField()
    legal_basis = models.CharField(max_length=200)
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["guide", "no"], name="guide_revision_once")]

    def __str__(self):
        return f"{self.guide_id} #{self.no}"


class GuideEvent(models.Model):
    """The append-only ledger of a guide."""

    class Verb(models.TextChoices):
        GROW = "grow", _("grew the guide from a solution")
        EDIT = "edit", _("changed the guide")
        CONFIRM = "confirm", _("found that the guide still holds")
        ADOPT = "adopt", _("took over the guide")
        DOUBT = "doubt", _("asked for a review: a rule was revoked")
        RETIRE = "retire", _("retired the guide")
        REVIVE = "revive", _("brought the guide back")
        REDACT = "redact", _("redacted a passage")
        HIDE = "hide", _("hid the guide")
        SHOW = "show", _("showed the guide again")

    guide = models.ForeignKey(Guide, models.PROTECT, related_name="events")
    verb = models.CharField(max_length=8, choices=Verb)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    def __str__(self):
        return f"{self.verb} {self.guide_id}"


class GuideRating(models.Model):
    """Whether a guide helped this person, and what was missing."""

    guide = models.ForeignKey(Guide, models.CASCADE, related_name="ratings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    is_useful = models.BooleanField()
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["guide", "user"], name="guide_rated_once_per_person")
        ]

    def __str__(self):
        return f"{self.guide_id} {self.user_id}"


class ShelfItemQuerySet(models.QuerySet):
    def standing(self):
        """Of questions that are there and in the area still, and of guides in use."""
        live = Q(guide__in=Guide.objects.live())
        there = Q(thread__deleted_at=None, thread__area_items__tag=F("area"))
        return self.filter(live | Q(guide=None) & there).distinct()


class ShelfItem(models.Model):
    """What newcomers to an area read first ("Mulai di sini"): a question or a guide."""

    MOST = 5

    area = models.ForeignKey(Area, models.CASCADE, related_name="shelf")
    thread = models.ForeignKey(Thread, models.CASCADE, null=True, related_name="shelved")
    guide = models.ForeignKey(Guide, models.CASCADE, null=True, related_name="shelved")
    place = models.PositiveSmallIntegerField(default=0, help_text="in the area's order")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ShelfItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "thread"], name="shelved_question_once"),
            models.UniqueConstraint(fields=["area", "guide"], name="shelved_guide_once"),
        ]
        ordering = ["place", "pk"]

    def __str__(self):
        return f"{self.area_id}: {self.thread or self.guide}"
