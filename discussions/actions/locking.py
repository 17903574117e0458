"""A text and its question under their locks, the question first, as they are now."""

from django.utils.translation import gettext_lazy as _

from discussions.models import Comment, Post, Thread
from foundation.refusals import Refusal


class PostIsGone(Refusal):
    message = _("This text was removed meanwhile. Copy what you typed.")


class ThreadIsLocked(Refusal):
    message = _("This question is closed; nothing can be added any more.")


class AnswersAreHeld(Refusal):
    message = _("Answers to this question wait unseen until all are opened at once.")


class PostHasMoved(Refusal):
    message = _("This was moved to another question meanwhile. Load the page again, then repeat.")


def lock_post(post: Post) -> tuple[Thread, Post]:
    """A merge may have moved it while the lock was waited for."""
    thread = Thread.objects.select_for_update().get(pk=post.thread_id)
    post = Post.objects.select_for_update().get(pk=post.pk)
    if post.thread_id != thread.pk:
        raise PostHasMoved
    post.thread = thread
    return thread, post


def lock_comment(comment: Comment) -> tuple[Thread, Comment]:
    """With the post below which it stands now."""
    thread = Thread.objects.select_for_update().get(pk=comment.post.thread_id)
    comment = Comment.objects.select_for_update().get(pk=comment.pk)
    if comment.post.thread_id != thread.pk:
        raise PostHasMoved
    comment.post.thread = thread
    return thread, comment


def refuse_gone(about: Post | Comment, thread: Thread) -> None:
    if about.is_gone:
        raise PostIsGone
    if not thread.is_open:
        raise ThreadIsLocked
