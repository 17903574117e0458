"""The queue of moderators as its pages show it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db.models import Case, Count, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from competencies.permissions import curated_area_ids
from discussions.models.comment import Comment
from discussions.models.duplicate import Duplicate
from discussions.models.guide import Guide
from discussions.models.post import Post
from discussions.models.reportable import about_rows, reportable_of, reportables
from discussions.models.review import Review
from discussions.models.suggestion import EditSuggestion
from discussions.models.thread import Thread
from foundation.markdown import plain_text
from foundation.privacy import find_personal_data, mask

WINDOW = 140  # signs shown around the first passage
SHOWN = 50
KINDS = {
    "": _("To decide"),
    "tanpa-solusi": _("No solution for %(days)d days"),
    "laporan": _("Reports"),
    "duplikat": _("Duplicates"),
    "usulan": _("Suggested wordings"),
    "panduan": _("Guides"),
    "pertama": _("First texts"),
}
BY_KIND = {"laporan": Review.Kind.REPORT, "pertama": Review.Kind.FIRST}
EFFECTS = {
    "mask": _("The numbers are covered, and the text is shown."),
    "return": _("The text is hidden; its author mends it."),
    "remove": _("The text is taken off the page."),
    "keep": _("The text stands as it was written."),
}
STAYS = _("It stays in sight; whoever made it reads your reason.")
LATER = ("tanpa-solusi", "usulan")  # askers and authors decide before moderators do


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
    def thing(self):
        """How a thing that stands in no thread is treated, or None for a text."""
        return reportable_of(self.about)

    @property
    def maker(self):
        return self.thing and self.thing.maker_of(self.about)

    @property
    def words(self) -> str:
        if self.thing:
            return self.thing.words_of(self.about)
        return self.about.body if self.is_comment else plain_text(self.about.body_html)

    @property
    def has_data(self):
        """Numbers of people that can be masked in it."""
        if self.thing and not self.thing.has_words:
            return False
        return bool(find_personal_data(self.about.body))

    @property
    def report_kinds(self):
        return sorted({report.get_kind_display() for report in self.review.reports.all()})

    @property
    def parts(self) -> list[tuple[bool, str]]:
        """The passage, numbers of people masked and marked: `(is marked, text)`."""
        text = self.words
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
        keep = [(decision.KEEP.value, self.review.kept_words)]
        is_firm = self.thing is None or self.thing.is_hideable
        against = (decision.RETURN, decision.REMOVE) if is_firm else (decision.RETURN,)
        offered = [(one.value, one.label) for one in against]
        if self.has_data:
            return [(decision.MASK.value, decision.MASK.label), *offered, *keep]
        return keep + offered if is_first else offered + keep

    @property
    def buttons(self) -> list[tuple[str, Any, Any, bool]]:
        """Value, label, what it does, and whether it is the primary one: never a harsh one."""
        mild = (Review.Decision.MASK, Review.Decision.KEEP)
        likeliest = self.choices[0][0]
        is_shown = self.thing and not self.thing.is_hideable
        effects = EFFECTS | ({"return": STAYS} if is_shown else {})
        return [
            (value, label, effects[value], value == likeliest and value in mild)
            for value, label in self.choices
        ]


def items_of(user: User, kind: str, now: datetime) -> list[Item]:
    reviews = waiting_reviews(user, now)
    reviews = reviews.filter(kind=BY_KIND[kind]) if kind else reviews
    return [item_of(review, user, now) for review in drawn(urgent_first(reviews))[:SHOWN]]


def urgent_first(reviews: QuerySet) -> QuerySet:
    """Reports: of what is hidden already, then by weight; then first texts; oldest first."""
    hidden = Q()
    for model in (Post, Comment):
        hidden |= about_rows(model.objects.exclude(hidden_at=None))
    for one in reportables.values():
        if one.is_hideable:
            hidden |= about_rows(one.standing().exclude(hidden_at=None))
    urgency = Case(When(kind=Review.Kind.FIRST, then=2), When(hidden, then=0), default=1)
    return reviews.order_by(urgency, "-score", "opened_at", "pk")


def drawn(reviews: QuerySet) -> QuerySet:
    posts = Post.objects.select_related("author__unit", "thread")
    comments = Comment.objects.select_related("author__unit", "post__thread")
    return reviews.select_related("thread", "claimed_by").prefetch_related(
        "reports",
        GenericPrefetch(
            "about", [posts, comments, *(one.standing() for one in reportables.values())]
        ),
    )


def item_of(review: Review, user: User, now: datetime) -> Item:
    holder = review.holder(now)
    return Item(review, holder if holder != user else None)


def waiting_reviews(user: User, now: datetime) -> QuerySet:
    """Of texts that stand, in the areas of this moderator, and not the own ones."""
    texts, marks = Q(), Thread.objects.asked_sealed_by(user).values("sealed_mark")
    for model in (Post, Comment):
        own = Q(author=user) | Q(author=None, sealed_mark__in=marks)
        texts |= about_rows(model.objects.standing().exclude(own))
    texts &= Q(thread__deleted_at=None)
    for one in reportables.values():
        texts |= about_rows(one.standing().exclude(one.made_by(user)))
    waiting = Review.objects.pending(now).for_moderator(user)
    return waiting.filter(texts)


def neighbours_of(review: Review, user: User, now: datetime) -> dict[str, Review | None]:
    """What waits before this one and after it."""
    waiting = list(urgent_first(waiting_reviews(user, now)).values_list("pk", flat=True))
    if review.pk not in waiting:
        return {"before": None, "after": None}
    at = waiting.index(review.pk) + 1
    around = [None, *waiting, None]
    found = Review.objects.in_bulk([pk for pk in (around[at - 1], around[at + 1]) if pk])
    return {"before": found.get(around[at - 1]), "after": found.get(around[at + 1])}


@dataclass(frozen=True)
class Silent:
    """An answered question that nobody has ended, with the answer that helped most, or None."""

    thread: Thread
    answer: Post | None


@dataclass(frozen=True)
class Queue:
    """What waits for this moderator, at most `SHOWN` of each; reviews urgent first."""

    items: list[Item]
    silent: list[Silent]
    duplicates: list[Duplicate]
    suggestions: list[EditSuggestion]
    guides: list[Guide]
    kinds: list[tuple[str, Any, int]]  # key, label and how many wait
    is_cut: bool  # more wait than are shown

    @property
    def is_empty(self):
        return not (self.items or self.silent or self.duplicates or self.suggestions or self.guides)


def queue_of(user: User, kind: str, now: datetime) -> Queue:
    """Of `kind`, or of all but those of `LATER`, which are listed under their own chip alone."""
    counts = counts_of(user, now)
    shown = [kind] if kind else [one for one in KINDS if one and one not in LATER]
    label = {"days": settings.FORUM_MODERATOR_SILENCE_DAYS}
    return Queue(
        items_of(user, kind, now) if kind in ("", *BY_KIND) else [],
        silent_of(user, now) if "tanpa-solusi" in shown else [],
        duplicates_of(user) if "duplikat" in shown else [],
        suggestions_for(user) if "usulan" in shown else [],
        due_guides(user, now) if "panduan" in shown else [],
        [(key, words % label, counts[key]) for key, words in KINDS.items()],
        any(counts[one] > SHOWN for one in shown),
    )


def counts_of(user: User, now: datetime) -> dict[str, int]:
    """How many wait, by the keys of `KINDS`: all of them, in one query."""
    reviews = waiting_reviews(user, now)
    waiting = {key: reviews.filter(kind=kind) for key, kind in BY_KIND.items()} | {
        "tanpa-solusi": silent_questions(user, now),
        "duplikat": Duplicate.objects.asked().for_moderator(user),
        "usulan": EditSuggestion.objects.waiting().for_reviewer(user),
        "panduan": Guide.objects.due(timezone.localdate(now)).for_moderator(user),
    }
    counted = [
        rows.order_by()
        .annotate(key=Value(key))
        .values("key")
        .annotate(number=Count("pk", distinct=True))
        for key, rows in waiting.items()
    ]
    first, *others = [rows.values_list("key", "number") for rows in counted]
    counts = dict.fromkeys(KINDS, 0) | dict(first.union(*others, all=True))
    counts[""] = sum(number for key, number in counts.items() if key not in LATER)
    return counts


def silent_questions(user: User, now: datetime) -> QuerySet:
    """Answered ones of this moderator's areas, not the own, in which nobody has written lately."""
    since = now - timedelta(days=settings.FORUM_MODERATOR_SILENCE_DAYS)
    threads = Thread.objects.visible_to(user).questions().without_solution().silent_since(since)
    areas = curated_area_ids(user)
    threads = threads if None in areas else threads.in_areas(areas)
    return threads.not_asked_by(user)


def silent_of(user: User, now: datetime) -> list[Silent]:
    threads = list(silent_questions(user, now).order_by("last_activity_at", "pk")[:SHOWN])
    answers = Post.objects.standing().filter(kind=Post.Kind.ANSWER, hidden_at=None)
    answers = answers.filter(thread__in=[one.pk for one in threads]).exclude(author=user)
    best: dict[int, Post] = {}
    for answer in answers.select_related("author__unit", "thread").order_by("-score", "no"):
        best.setdefault(answer.thread_id, answer)
    return [Silent(one, best.get(one.pk)) for one in threads]


def due_guides(user: User, now: datetime) -> list[Guide]:
    """Guides whose review date has come, of the areas that this person moderates."""
    due = Guide.objects.due(timezone.localdate(now)).for_moderator(user)
    return list(due.order_by("review_on", "pk")[:SHOWN])


def suggestions_for(user: User) -> list[EditSuggestion]:
    """Better wordings of texts in the areas that this person moderates."""
    waiting = EditSuggestion.objects.waiting().for_reviewer(user)
    return list(waiting.with_text().oldest_first()[:SHOWN])


def duplicates_of(user: User) -> list[Duplicate]:
    """Questions that were perhaps asked before, while their askers are silent."""
    asked = Duplicate.objects.asked().for_moderator(user)
    return list(asked.select_related("thread", "of", "proposed_by").order_by("at", "pk")[:SHOWN])
