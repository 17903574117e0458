from datetime import datetime

from django.utils import timezone

from discussions.models import Duplicate, Guide, Post, Thread
from discussions.permissions import audience_of
from foundation.markdown import plain_text
from search.actions import forget_entry, index_entry

SOLVED_BOOST, OUTDATED_BOOST = 1.2, 0.5  # discussions.md 2.12
# Above a solution; below everything once nobody has looked at it.
GUIDE_BOOST, DUE_GUIDE_BOOST = 1.4, 0.6


def index_thread(thread: Thread, *, now: datetime) -> None:
    """The thread, and the question that lends its words: nothing redacted stays behind there."""
    index_one(thread, now=now)
    if thread.merged_into:
        index_one(thread.merged_into, now=now)
    again = Duplicate.objects.confirmed().filter(thread=thread).select_related("of")
    for duplicate in again if thread.closed_at else ():
        index_one(duplicate.of, now=now)


def index_one(thread: Thread, *, now: datetime) -> None:
    """A thread is found by its own words and by those of its answers, the solution first.

    A removed one is found no more; one that was asked before lends its title to the other.
    """
    if thread.deleted_at or is_repeated(thread):
        forget_entry(noun=thread)
        return
    posts = sorted(
        thread.posts.standing().filter(hidden_at=None),
        key=lambda post: (post.pk != thread.best_answer_id, post.no),
    )
    index_entry(
        noun=thread,
        title=thread.title,
        body="\n".join([*(plain_text(post.body_html) for post in posts), *other_titles(thread)]),
        areas=list(thread.areas.all()),
        url=thread.get_absolute_url(),
        mark="solved" if is_solved(thread, posts) else "",
        boost=boost_of(thread, posts),
        audience=audience_of(thread),
        now=now,
    )


def is_repeated(thread: Thread) -> bool:
    is_closed = thread.closed_at is not None
    return is_closed and Duplicate.objects.confirmed().filter(thread=thread).exists()


def other_titles(thread: Thread) -> list[str]:
    """In which words others asked the same."""
    again = Duplicate.objects.confirmed().filter(of=thread, thread__hidden_at=None)
    again = again.filter(thread__deleted_at=None)
    again = again.filter(thread__visibility=Thread.Visibility.REGENCY)  # nobody else's words
    merged = thread.merged.filter(hidden_at=None).values_list("title", flat=True)
    return [*again.values_list("thread__title", flat=True), *merged]


def boost_of(thread: Thread, posts: list[Post]) -> float:
    """Solved ranks higher; a question or a solution that no longer holds ranks lower."""
    if any(post.outdated_at for post in posts if post.no == 1 or post.pk == thread.best_answer_id):
        return OUTDATED_BOOST
    return SOLVED_BOOST if is_solved(thread, posts) else 1.0


def is_solved(thread: Thread, posts: list[Post]) -> bool:
    """By an answer that everyone may read."""
    return any(post.pk == thread.best_answer_id for post in posts)


def index_guide(guide: Guide, *, now: datetime) -> None:
    """Found above solutions while somebody has looked at it within the year."""
    if not guide.is_live:
        forget_entry(noun=guide)
        return
    index_entry(
        noun=guide,
        title=guide.title,
        body=f"{guide.legal_basis}\n{plain_text(guide.body_html)}",
        areas=list(guide.areas.all()),
        url=guide.get_absolute_url(),
        boost=DUE_GUIDE_BOOST if guide.is_due(timezone.localdate(now)) else GUIDE_BOOST,
        audience="regency",
        now=now,
    )
