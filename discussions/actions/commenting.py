import math
from datetime import datetime, timedelta

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from discussions import live, notices
from discussions.actions.thread import PostIsGone, ThreadIsLocked
from discussions.models import (
    Comment,
    CurationEvent,
    Post,
    Thread,
    shown_actor,
    signature,
)
from foundation.once import once
from foundation.refusals import Refusal
from notifications.telling import telling

MOST = 100  # comments on one post
WINDOW = timedelta(minutes=10)
FLOOD = 20  # comments of one person within the window


class TooFast(Refusal):
    """Somebody writes faster than others can read; the sentence says how long to wait."""


class CommentsAreMany(Refusal):
    message = _("This has many comments already. Write an answer, or ask a question of its own.")


def post_comment(*, author: User, post: Post, body: str, now: datetime, key: str = "") -> Comment:
    """A remark on a post; whoever wrote the post or commented on it hears of it."""
    with telling(now=now), once(user=author, key=key, makes=Comment, now=now) as sending:
        if made := sending.made_with(body=body):
            return made
        post = commentable(post)
        refuse_haste(author, post.thread, now)
        by = signature(author, post.thread)
        comment = Comment.objects.create(post=post, body=body, created_at=now, **by)
        count_comments(post, 1)
        notices.comment_posted(comment)
        live.comment_posted(comment)
        return sending.keep(comment)


def refuse_haste(author: User, thread: Thread, now: datetime) -> None:
    """Slow threads take one comment per person in ten minutes; nobody writes more than twenty."""
    own = Q(author=author) | Q(**signature(author, thread))
    lately = Comment.objects.filter(own, created_at__gt=now - WINDOW)
    here = lately.filter(post__thread=thread)
    turned = CurationEvent.objects.filter(
        thread=thread, verb=CurationEvent.Verb.TO_COMMENT, at__gt=now - WINDOW
    ).filter(actor=shown_actor(author, thread))
    is_turn = thread.is_slow and (here.exists() or turned.exists())
    if lately.count() + turned.count() >= FLOOD or is_turn:
        first = (here if thread.is_slow else lately).order_by("created_at").first()
        wait = first.created_at + WINDOW - now if first else WINDOW
        minutes = max(math.ceil(wait / timedelta(minutes=1)), 1)
        words = ngettext("Please wait %(count)d minute.", "Please wait %(count)d minutes.", minutes)
        slow = _("Slow mode: one comment per person in ten minutes.") if thread.is_slow else ""
        raise TooFast(f"{slow} {words % {'count': minutes}}".strip())


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
    comment.deleted_at, comment.deleted_by = now, shown_actor(actor, comment.post.thread)
    comment.save(update_fields=["deleted_at", "deleted_by"])
    count_comments(comment.post, -1)
    live.comment_deleted(comment)


def count_comments(post: Post, change: int) -> None:
    Post.objects.filter(pk=post.pk).update(comment_count=F("comment_count") + change)
