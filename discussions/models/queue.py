"""The queue of moderators as its pages show it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from discussions.models.comment import Comment
from discussions.models.duplicate import Duplicate
from discussions.models.guide import Guide
from discussions.models.post import Post
from discussions.models.review import Review
from foundation.markdown import plain_text
from foundation.privacy import find_personal_data, mask

WINDOW = 140  # signs shown around the first passage
SHOWN = 50
KINDS = {
    "": _("To decide"),
    "laporan": _("Reports"),
    "duplikat": _("Duplicates"),
    "panduan": _("Guides"),
    "pertama": _("First texts"),
}
BY_KIND = {"laporan": Review.Kind.REPORT, "pertama": Review.Kind.FIRST}


@dataclass(frozen=True)
class Item:
    """A review with its text; `holder` is another moderator who looks at it now, or None."""

    review: Review
    holder: Any

    @property
    def about(self):
        return self.review.about

    @property
    def is_comment(self):
        return isinstance(self.about, Comment)

    @property
    def report_kinds(self):
        return sorted({report.get_kind_display() for report in self.review.reports.all()})

    @property
    def parts(self) -> list[tuple[bool, str]]:
        """The passage, numbers of people masked and marked: `(is marked, text)`."""
        text = self.about.body if self.is_comment else plain_text(self.about.body_html)
        found = find_personal_data(text)
        start = max(found[0].start - WINDOW, 0) if found else 0
        end = found[0].end + WINDOW if found else 2 * WINDOW
        parts, at = [(False, "…")] if start else [], start
        for one in found:
            if one.start < end:
                parts += [(False, text[at : one.start]), (True, mask(text)[one.start : one.end])]
                at = one.end
        return [*parts, (False, text[at:end]), (False, "…" if end < len(text) else "")]

    @property
    def choices(self) -> list[tuple[str, Any]]:
        """What can be decided, the likeliest first."""
        decision = Review.Decision
        is_first = self.review.kind == Review.Kind.FIRST
        words = _("Looked at, all is well") if is_first else _("Ignore reports")
        keep = [(decision.KEEP.value, words)]
        offered = [(one.value, one.label) for one in (decision.RETURN, decision.REMOVE)]
        if self.is_comment:
            offered = offered[1:]  # a comment cannot be edited
        if find_personal_data(self.about.body):
            return [(decision.MASK.value, decision.MASK.label), *offered, *keep]
        return keep + offered if is_first else offered + keep


def items_of(user: User, kind: str, now: datetime) -> list[Item]:
    reviews = waiting_reviews(user, now)
    reviews = reviews.filter(kind=BY_KIND[kind]) if kind else reviews
    return [item_of(review, user, now) for review in drawn(reviews.oldest_first())[:SHOWN]]


def drawn(reviews: QuerySet) -> QuerySet:
    posts = Post.objects.select_related("author__unit", "thread")
    comments = Comment.objects.select_related("author__unit", "post__thread")
    return reviews.select_related("thread", "claimed_by").prefetch_related(
        "reports", GenericPrefetch("about", [posts, comments])
    )


def item_of(review: Review, user: User, now: datetime) -> Item:
    holder = review.holder(now)
    return Item(review, holder if holder != user else None)


def waiting_reviews(user: User, now: datetime) -> QuerySet:
    """Of texts that stand, in the areas of this moderator, and not the own ones."""
    texts = Q()
    for model in (Post, Comment):
        standing = model.objects.standing().exclude(author=user).values("pk")
        kind = ContentType.objects.get_for_model(model)
        texts |= Q(about_type=kind, about_id__in=standing)
    waiting = Review.objects.pending(now).for_moderator(user)
    return waiting.filter(texts, thread__deleted_at=None)


@dataclass(frozen=True)
class Queue:
    """What waits for this moderator: texts, questions perhaps asked before, guides to look at."""

    items: list[Item]
    duplicates: list[Duplicate]
    guides: list[Guide]
    kinds: list[tuple[str, Any, int]]  # key, label and how many wait

    @property
    def is_empty(self):
        return not (self.items or self.duplicates or self.guides)


def queue_of(user: User, kind: str, now: datetime) -> Queue:
    """Of `kind`, or of all; oldest first, at most `SHOWN` of each."""
    found = waiting_reviews(user, now).aggregate(
        laporan=Count("pk", filter=Q(kind=Review.Kind.REPORT)),
        pertama=Count("pk", filter=Q(kind=Review.Kind.FIRST)),
    )
    duplicates, guides = duplicates_of(user), due_guides(user, now)
    counts = {**found, "duplikat": len(duplicates), "panduan": len(guides)}
    counts[""] = sum(counts.values())
    return Queue(
        items_of(user, kind, now) if kind in ("", *BY_KIND) else [],
        duplicates if kind in ("", "duplikat") else [],
        guides if kind in ("", "panduan") else [],
        [(key, label, counts[key]) for key, label in KINDS.items()],
    )


def due_guides(user: User, now: datetime) -> list[Guide]:
    """Guides whose review date has come, of the areas that this person moderates."""
    due = Guide.objects.due(timezone.localdate(now)).for_moderator(user)
    return list(due.order_by("review_on")[:SHOWN])


def duplicates_of(user: User) -> list[Duplicate]:
    """Questions that were perhaps asked before, while their askers are silent."""
    claims = Duplicate.objects.asked().for_moderator(user)
    return list(claims.select_related("thread", "of", "proposed_by").order_by("at")[:SHOWN])
