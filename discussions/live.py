"""What an open question page hears: facts, never words."""

from accounts.models import User
from competencies.permissions import is_moderator
from discussions.models import Comment, Post, Review, Thread
from notifications.topics import Topic, declare


def may_watch_thread(user: User, public_id: str) -> bool:
    return Thread.objects.visible_to(user).filter(public_id=public_id).exists()


THREAD = declare(Topic("thread", may_watch_thread))
QUESTIONS = declare(Topic("questions", lambda user, public_id: public_id == "all"))


def may_watch_queue(user: User, public_id: str) -> bool:
    return public_id == "all" and is_moderator(user)


QUEUE = declare(Topic("moderation", may_watch_queue))


def queue_changed() -> None:
    QUEUE.hint("all", "queue-changed")


def review_decided(review: Review) -> None:
    """Other moderators see it fade; nothing moves."""
    QUEUE.publish("all", "review-decided", review=review.public_id)


def question_asked(thread: Thread) -> None:
    if thread.visibility == Thread.Visibility.REGENCY:
        QUESTIONS.hint("all", "question-asked")


def answer_posted(answer: Post) -> None:
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


def answer_accepted(answer: Post) -> None:
    THREAD.publish(answer.thread.public_id, "answer-accepted", answer=answer.public_id)


def answer_deleted(answer: Post) -> None:
    changed(answer, "answer-deleted")


def thread_changed(thread: Thread, event: str) -> None:
    """Closed, opened or removed: its opening reads differently now."""
    changed(thread.posts.get(no=1), event)
