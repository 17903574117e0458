"""The answers of a question in pages: in the reader's order, and where each of them stands."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from discussions.models.comment import Comment
from discussions.models.post import Post
from discussions.models.sealing import is_by
from discussions.models.thread import ANSWERS_A_PAGE, Thread
from discussions.models.thread_page import posts_for
from foundation.fetching import values_of
from foundation.paging import Page
from notifications.models import Notification

PLACES = """
SELECT post.id, post.public_id, post.no, post.score, post.outdated_at IS NOT NULL,
    post.author_id, post.sealed_mark, solution.id
FROM discussions_post AS post
LEFT JOIN discussions_solution AS solution ON solution.post_id = post.id
WHERE post.thread_id = %s AND post.deleted_at IS NULL
ORDER BY post.no
"""
ALL = 300  # answers that one page shows where somebody wants all of them, to print or to search


class AnswerOrder(models.TextChoices):
    BEST = "", _("Best solution first")
    HELPFUL = "membantu", _("Most helpful")
    NEWEST = "baru", _("Newest")
    OLDEST = "lama", _("Oldest")


@dataclass(frozen=True)
class Wanted:
    """The query string of a question's page: an order, and a page by number or by what is on it."""

    order: str = ""
    number: int = 1
    anchor: str = ""
    is_all: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """What decides where an answer stands, and whose it is, without its words."""

    pk: int
    public_id: str
    no: int
    score: int
    is_outdated: bool
    author_id: int | None
    sealed_mark: str
    solution_id: int | None

    @property
    def anchor(self) -> str:
        return f"j-{self.public_id}"

    @property
    def is_solution(self) -> bool:
        return self.solution_id is not None


@dataclass
class AnswerPage(Page):
    """The answers of one page, below the opening; `places` are those of all pages, in order."""

    thread: Thread
    opening: Post
    places: list[Place]
    size: int
    order: str = ""
    is_all: bool = False

    @property
    def first(self) -> int:
        return (self.number - 1) * self.size + 1

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1

    @property
    def is_whole(self) -> bool:
        """Nothing stands on another page."""
        return len(self.rows) == len(self.places)

    @property
    def shown(self) -> list[int]:
        return [1, *(post.no for post in self.rows)]

    @property
    def has_unread(self) -> bool:
        """Something on it was never shown to this reader."""
        read, ahead = self.thread.my_last_read, self.thread.my_read_ahead
        if self.is_whole:
            return read < self.thread.highest_no
        return any(no > read and no not in ahead for no in self.shown)

    def of(self, user: User) -> Place | None:
        """This person's own answer, on whichever page."""
        return next((place for place in self.places if is_by(user, place)), None)

    @property
    def orders(self) -> type[AnswerOrder] | None:
        return AnswerOrder if len(self.places) > 1 else None

    @property
    def best_elsewhere(self) -> str:
        """Where the best solution stands, if it is on another page."""
        if not self.thread.is_solved or any(post.is_best for post in self.rows):
            return ""
        best = (place for place in self.places if place.pk == self.thread.best_answer_id)
        return next((self.thread.at(place.anchor) for place in best), "")

    @property
    def first_unread(self) -> str:
        """The way to the oldest answer that a returning reader has not seen."""
        read, ahead = self.thread.my_last_read, self.thread.my_read_ahead
        unread = [one for one in self.places if one.no > read > 0 and one.no not in ahead]
        if not unread:
            return ""
        anchor = min(unread, key=lambda one: one.no).anchor
        is_here = any(post.anchor == anchor for post in self.rows)
        return f"#{anchor}" if is_here else self.thread.at(anchor)


def answer_page(thread: Thread, user: User, wanted: Wanted, **reader: Any) -> AnswerPage:
    """One page: where all answers stand, then the words of those that are shown."""
    first, *answers = places_of(thread)
    places = in_order(answers, thread, wanted.order)
    is_all = wanted.is_all and len(places) > ANSWERS_A_PAGE
    size = ALL if is_all else ANSWERS_A_PAGE
    pages = max(-(-len(places) // size), 1)
    number = 1 if is_all else min(wanted.number, pages)
    if wanted.anchor and not is_all:
        number = index_of(wanted.anchor, places, thread) // size + 1
    shown = [place.pk for place in places[(number - 1) * size : number * size]]
    opening, *found = posts_for(thread, user, [first.pk, *shown], **reader)
    rows = in_order(found, thread, wanted.order)
    return AnswerPage(rows, number, pages, thread, opening, places, size, wanted.order, is_all)


def places_of(thread: Thread) -> list[Place]:
    """Of all that stands, by number: the opening is the first."""
    return [Place(*row) for row in values_of(PLACES, [thread.pk])]


def in_order(answers: Iterable[Any], thread: Thread, order: str) -> list[Any]:
    """The best solution, what solves it too, then by help given; what is outdated last.

    With an AnswerOrder by help or age alone, the solution too (row 20).
    """
    if order == AnswerOrder.HELPFUL:
        return sorted(answers, key=lambda one: (-one.score, one.no))
    if order:
        return sorted(answers, key=lambda one: one.no, reverse=order == AnswerOrder.NEWEST)
    return sorted(
        answers,
        key=lambda one: (
            one.pk != thread.best_answer_id,
            not one.is_solution,
            one.is_outdated,
            -one.score,
            one.no,
        ),
    )


def index_of(anchor: str, places: list[Place], thread: Thread) -> int:
    """How many stand before `j-…`, or before the answer with the comment `k-…`."""
    kind, _dash, public_id = anchor.partition("-")
    if kind == "k":
        comments = Comment.objects.standing().filter(public_id=public_id, post__thread=thread)
        public_id = comments.values_list("post__public_id", flat=True).first() or ""
    ids = [place.public_id for place in places]
    return ids.index(public_id) if public_id in ids else 0


def news_elsewhere(user: User, thread: Thread, shown: Collection[int]) -> list[str]:
    """Anchors of what was told about answers and comments that stand on other pages."""
    news = Notification.objects.of(user).unread().about(thread)
    ids = [anchor[2:] for anchor in news.values_list("first_new", flat=True)]
    posts = thread.posts.standing().exclude(no__in=shown)
    comments = Comment.objects.standing().filter(post__in=posts, public_id__in=ids)
    posts = posts.filter(public_id__in=ids)
    return [
        *(f"j-{one}" for one in posts.values_list("public_id", flat=True)),
        *(f"k-{one}" for one in comments.values_list("public_id", flat=True)),
    ]
