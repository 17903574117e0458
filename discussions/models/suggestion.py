"""A better wording of another person's text, until its author or a moderator decides (row 14)."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from competencies.models import Area
from competencies.permissions import curated_area_ids
from discussions.models.history import Part, word_diff
from discussions.models.post import Post, nameless
from discussions.models.thread import Thread
from foundation.models import PublicIdField
from foundation.sealing import MARK_LENGTH


def written_by(user: Any, prefix: str = "") -> Q:
    """The suggestion, or with "post__" its text, signed by this person with a name or without."""
    sealed = {
        f"{prefix}author": None,
        f"{prefix}sealed_mark": F("post__thread__sealed_mark"),
        "post__thread__in": Thread.objects.asked_by(user),
    }
    return Q(**{f"{prefix}author": user}) | Q(**sealed)


class EditSuggestionQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=EditSuggestion.State.OPEN)

    def waiting(self):
        """Open ones that can be decided now: their text is readable and may be changed."""
        texts = Q(post__deleted_at=None, post__hidden_at=None)
        threads = Q(post__thread__deleted_at=None, post__thread__hidden_at=None)
        threads &= Q(post__thread__closed_at=None, post__thread__locked_at=None)
        return self.open().filter(texts & threads)

    def of(self, user):
        """What this person suggested."""
        return self.filter(written_by(user))

    def at_texts_of(self, user):
        """Of others, at what this person wrote and may still read."""
        readable = Q(post__thread__in=Thread.objects.visible_to(user))
        return self.filter(readable & written_by(user, "post__"))

    def for_reviewer(self, user):
        """What this person decides: at the own texts, and in the areas that they moderate."""
        areas = curated_area_ids(user)
        if None in areas:
            return self.exclude(written_by(user))
        own = self.at_texts_of(user)
        if not areas:
            return own
        curated = self.exclude(written_by(user)).filter(
            post__thread__in=Thread.objects.in_areas(areas)
        )
        return self.filter(Q(pk__in=own.values("pk")) | Q(pk__in=curated.values("pk")))

    def visible_to(self, user):
        """The own ones and those to decide, while their text may be read.

        What was taken back is its suggester's alone.
        """
        shown = Q(pk__in=EditSuggestion.objects.for_reviewer(user).values("pk"))
        shown &= ~Q(state=EditSuggestion.State.WITHDRAWN)
        readable = self.filter(post__in=Post.objects.visible_to(user))
        return readable.filter(written_by(user) | shown)

    def with_text(self):
        return self.select_related("author__unit", "post__author", "post__thread")

    def oldest_first(self):
        return self.order_by("at", "pk")

    def newest_first(self):
        return self.order_by("-at", "-pk")


def waiting_in(thread: Thread, user: Any) -> "EditSuggestion | None":
    """The oldest one in the thread that waits for this person's word."""
    waiting = EditSuggestion.objects.waiting().filter(post__thread=thread)
    return waiting.for_reviewer(user).oldest_first().first()


class EditSuggestion(models.Model):
    """Somebody words another person's question or answer better: a full copy, as it should read."""

    class State(models.TextChoices):
        OPEN = "open", _("waits")
        APPROVED = "approved", _("approved")
        REJECTED = "rejected", _("not approved")
        WITHDRAWN = "withdrawn", _("taken back")
        LAPSED = "lapsed", _("lapsed: its text went on in another one")

    public_id = PublicIdField(length=6)
    post = models.ForeignKey(Post, models.CASCADE, related_name="suggestions")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="edit_suggestions"
    )
    sealed_mark = models.CharField(max_length=MARK_LENGTH, blank=True)
    title = models.CharField(max_length=150, blank=True)
    body = models.TextField()
    areas = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=200)
    version = models.PositiveIntegerField(help_text="of the text that was read")
    edition = models.PositiveIntegerField(default=1, help_text="rises when it is worded anew")
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    decision_reason = models.CharField(max_length=200, blank=True)

    objects = EditSuggestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post", "author"],
                condition=Q(state="open"),
                name="one_open_suggestion_per_person",
            ),
            models.UniqueConstraint(
                fields=["post", "sealed_mark"],
                condition=Q(state="open") & ~Q(sealed_mark=""),
                name="one_open_suggestion_per_sealed_asker",
            ),
            models.CheckConstraint(
                condition=Q(state="open", decided_at=None)
                | ~Q(state="open") & Q(decided_at__isnull=False),
                name="suggestion_decided_at_a_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["at"], condition=Q(state="open"), name="suggestions_open"),
        ]

    def __str__(self):
        return f"{self.public_id} {self.state}"

    def get_absolute_url(self):
        return reverse("discussions:suggestion_detail", args=[self.public_id])

    @property
    def is_open(self):
        return self.state == self.State.OPEN

    @property
    def is_outdated(self):
        """The text reads differently since it was suggested."""
        return self.is_open and self.version != self.post.version

    @property
    def excerpt(self):
        """What a page about it quotes."""
        return self.reason

    @property
    def decider(self):
        """The name of who decided; a sealed asker's is nobody's to read."""
        thread = self.post.thread
        return self.decided_by.name if self.decided_by else nameless(thread.sealed_mark, thread)

    @property
    def nameless(self):
        return nameless(self.sealed_mark, self.post.thread)

    @property
    def wording(self):
        """All that the text would say, as `Post.wording` does."""
        return f"{self.title}\n\n{self.body}" if self.post.no == 1 else self.body

    @property
    def new_areas(self) -> list[Area]:
        """Where the question would stand; empty where nothing changes in that."""
        now = ",".join(sorted(area.code for area in self.post.thread.shown_areas))
        if self.post.no > 1 or self.areas == now:
            return []
        return list(Area.objects.active().filter(code__in=self.areas.split(",")))

    @property
    def changes_nothing(self):
        """The text says so already."""
        return self.wording == self.post.wording and not self.new_areas

    @property
    def parts(self) -> list[Part]:
        """Against the text now while it waits, then against the wording that it was about."""
        before = self.post.wording if self.is_open else self.wording_before
        return word_diff(before, self.wording) if before else [("=", self.wording)]

    @property
    def wording_before(self) -> str:
        """The text in the version that was read; empty where that is not kept."""
        if self.version == self.post.version:
            return self.post.wording
        kept = self.post.revisions.filter(no=self.version, is_withheld=False).first()
        if kept is None:
            return ""
        return f"{kept.title}\n\n{kept.body}" if self.post.no == 1 else kept.body
