"""The queue of moderators as its pages show it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

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
        text = self.about.body
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


def queue_of(user: User, kind: str, now: datetime) -> list[Item]:
    """Oldest first; what this moderator wrote is left to others."""
    reviews = waiting_reviews(user, now)
    reviews = reviews.filter(kind=BY_KIND[kind]) if kind in BY_KIND else reviews
    if kind in ("duplikat", "panduan"):
        return []
    items = [item_of(review, user, now) for review in drawn(reviews.oldest_first())[:SHOWN]]
    return [one for one in items if one.about is not None and one.about.author_id != user.pk]


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
    return Review.objects.pending(now).for_moderator(user)


def counts_of(user: User, now: datetime) -> dict[str, int]:
    """How many wait, by the keys of KINDS."""
    found = waiting_reviews(user, now).aggregate(
        all=Count("pk"),
        laporan=Count("pk", filter=Q(kind=Review.Kind.REPORT)),
        pertama=Count("pk", filter=Q(kind=Review.Kind.FIRST)),
    )
    duplicates = Duplicate.objects.asked().for_moderator(user).count()
    guides = due_guides(user, "panduan", now).count()
    every = found.pop("all") + duplicates + guides
    return {"": every, "duplikat": duplicates, "panduan": guides, **found}


def due_guides(user: User, kind: str, now: datetime) -> QuerySet:
    """Guides whose review date has come, of the areas that this person moderates."""
    if kind not in ("", "panduan"):
        return Guide.objects.none()
    return Guide.objects.due(timezone.localdate(now)).for_moderator(user).order_by("review_on")


def duplicates_of(user: User, kind: str) -> QuerySet:
    """Questions that were perhaps asked before, while their askers are silent."""
    claims = Duplicate.objects.asked().for_moderator(user) if kind in ("", "duplikat") else None
    if claims is None:
        return Duplicate.objects.none()
    return claims.select_related("thread", "of", "proposed_by").order_by("at")[:SHOWN]
