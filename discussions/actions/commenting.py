from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from discussions import live, notices
from discussions.actions.thread import PostIsGone, ThreadIsLocked
from discussions.models import Comment, Post, Thread
from foundation.once import once
from foundation.refusals import Refusal
from notifications.telling import telling

MOST = 100  # comments on one post


class CommentsAreMany(Refusal):
    message = _("This has many comments already. Write an answer, or ask a question of its own.")


def post_comment(*, author: User, post: Post, body: str, now: datetime, key: str = "") -> Comment:
    """A remark on a post; whoever wrote the post or commented on it hears of it."""
    with telling(now=now), once(user=author, key=key, makes=Comment, now=now) as sending:
        if made := sending.made_with(body=body):
            return made
        post = commentable(post)
        comment = Comment.objects.create(post=post, author=author, body=body, created_at=now)
        count_comments(post, 1)
        notices.comment_posted(comment)
        live.comment_posted(comment)
        return sending.keep(comment)


def commentable(post: Post) -> Post:
    """The post under its thread's lock; refused when the thread is closed or the post is gone."""
    thread = Thread.objects.select_for_update().get(pk=post.thread_id)
    post = Post.objects.select_for_update(of=("self",)).select_related("author").get(pk=post.pk)
    post.thread = thread
    if not thread.is_open:
        raise ThreadIsLocked
    if post.deleted_at:
        raise PostIsGone
    if post.comment_count >= MOST:
        raise CommentsAreMany
    return post


def delete_comment(*, actor: User, comment: Comment, now: datetime) -> Comment:
    """Hides it; deleting twice changes nothing."""
    with telling(now=now):
        Thread.objects.select_for_update().get(posts__comments=comment)
        comment = Comment.objects.select_for_update().get(pk=comment.pk)
        if comment.deleted_at is None:
            take_off(comment, actor, now)
        return comment


def take_off(comment: Comment, actor: User, now: datetime) -> None:
    comment.deleted_at, comment.deleted_by = now, actor
    comment.save(update_fields=["deleted_at", "deleted_by"])
    count_comments(comment.post, -1)
    live.comment_deleted(comment)


def count_comments(post: Post, change: int) -> None:
    Post.objects.filter(pk=post.pk).update(comment_count=F("comment_count") + change)
