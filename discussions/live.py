"""What open pages of questions, lists and the queue hear: facts, never words."""

from accounts.models import User
from competencies.permissions import is_moderator
from discussions.models import Comment, Post, Review, Thread, writer_of
from discussions.models.reportable import deciders_of
from discussions.models.sight import moderators_of, people_who_see
from notifications.topics import Topic, declare


def may_watch_thread(user: User, public_id: str) -> bool:
    return Thread.objects.visible_to(user).filter(public_id=public_id).exists()


THREAD = declare(Topic("thread", may_watch_thread))
LISTS = declare(Topic("lists", lambda user, public_id: public_id == "all"))
# What a row of a list shows, or that it stands there, is another thing after these.
SEEN_IN_ROWS = {
    "answer-deleted",
    "answer-restored",
    "question-closed",
    "question-deleted",
    "question-merged",
    "question-reopened",
    "solution-withdrawn",
}


def may_watch_queue(user: User, public_id: str) -> bool:
    return public_id == "all" and is_moderator(user)


QUEUE = declare(Topic("moderation", may_watch_queue))


def queue_changed(thread: Thread, about: Post | Comment | None = None) -> None:
    """Something waits, or waits no more: its moderators hear so, never who wrote the text."""
    writer = writer_of(about, thread) if about else None
    QUEUE.hint("all", "queue-changed", only=moderators_of(thread), but=writer)


def review_decided(review: Review) -> None:
    """Other moderators of its areas see it fade; nothing moves."""
    QUEUE.hint("all", "review-decided", only=deciders_of(review), review=review.public_id)


def review_changed(review: Review) -> None:
    """It waits, or is looked at: those who may decide hear so, never who wrote or made it."""
    QUEUE.hint("all", "queue-changed", only=deciders_of(review))


def question_asked(thread: Thread, asker: User) -> None:
    list_changed(thread, "question-asked", but=asker)


def announced(thread: Thread) -> None:
    list_changed(thread, "announced", but=thread.author)


def list_changed(thread: Thread, event: str, *, but: User | None = None) -> None:
    """Open lists offer to load anew; only those hear it who may see the thread."""
    only = None if thread.is_for_all else people_who_see(thread)
    areas = [area.slug for area in thread.shown_areas]
    LISTS.hint("all", event, only=only, but=but, thread=thread.public_id, areas=areas)


def answer_posted(answer: Post) -> None:
    list_changed(answer.thread, "question-answered")
    THREAD.publish(answer.thread.public_id, "answer-posted", answer=answer.public_id, no=answer.no)


def post_edited(post: Post) -> None:
    changed(post, "post-edited")


def comment_posted(comment: Comment) -> None:
    changed(comment.post, "comment-posted")


def comment_deleted(comment: Comment) -> None:
    changed(comment.post, "comment-deleted")


def changed(post: Post, event: str) -> None:
    """The post reads differently now; open pages offer to show it anew."""
    THREAD.publish(post.thread.public_id, event, post=post.public_id)
    if event in SEEN_IN_ROWS or (event == "post-edited" and post.no == 1):
        list_changed(post.thread, "question-changed")


def answer_accepted(answer: Post) -> None:
    list_changed(answer.thread, "question-solved")
    THREAD.publish(answer.thread.public_id, "answer-accepted", answer=answer.public_id)


def answer_deleted(answer: Post) -> None:
    changed(answer, "answer-deleted")


def thread_changed(thread: Thread, event: str) -> None:
    """Closed, opened or removed: its opening reads differently now."""
    changed(thread.posts.get(no=1), event)
