import math
from datetime import datetime, timedelta

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from discussions import live, notices
from discussions.actions.hiding import show_mended
from discussions.actions.keeping import Verb, WordsAreGone, record_curation
from discussions.actions.locking import PostIsGone, lock_comment, lock_post, refuse_gone
from discussions.models import (
    Comment,
    CurationEvent,
    Post,
    Thread,
    is_by,
    shown_actor,
    signature,
)
from foundation.once import once
from foundation.refusals import Refusal, TooFast, please_wait
from notifications.telling import telling

MOST = 100  # comments on one post
WINDOW = timedelta(minutes=10)
FLOOD = 20  # comments of one person within the window
HOUR, HOURLY = timedelta(hours=1), 30  # of one person, wherever (reliability.md R34)


class CommentsAreMany(Refusal):
    message = _("This has many comments already. Write an answer, or ask a question of its own.")


class NotReturned(Refusal):
    message = _("Only a comment that a moderator gave back to you can be changed.")


class BecameAnswer(Refusal):
    message = _("This comment became an answer; its words are there.")


class RemovedByModerator(Refusal):
    message = _("A moderator removed this comment; only a moderator brings it back.")


def post_comment(*, author: User, post: Post, body: str, now: datetime, key: str = "") -> Comment:
    """A remark on a post; whoever wrote the post or commented on it hears of it."""
    with telling(now=now), once(user=author, key=key, makes=Comment, now=now) as sending:
        if made := sending.made_with(post=post, body=body):
            return made
        post = commentable(post)
        refuse_haste(author, post.thread, now)
        by = signature(author, post.thread)
        comment = Comment.objects.create(post=post, body=body, created_at=now, **by)
        count_comments(post, 1)
        notices.comment_posted(comment)
        notices.mentioned(comment, post.thread)
        notices.unit_called(comment, post.thread)
        live.comment_posted(comment)
        return sending.keep(comment)


def refuse_haste(author: User, thread: Thread, now: datetime) -> None:
    """Slow threads take one comment per person in ten minutes; nobody writes more than twenty."""
    lock_author(author)
    marks = Thread.objects.asked_sealed_by(author).values("sealed_mark")
    own = Q(author=author) | Q(author=None, sealed_mark__in=marks)
    within = Comment.objects.filter(own, created_at__gt=now - HOUR).order_by("-created_at")
    newest = list(within.values_list("created_at", "post__thread")[:HOURLY])
    lately = [at for at, _thread in newest if at > now - WINDOW]
    here = [at for at, where in newest if at > now - WINDOW and where == thread.pk]
    turned = CurationEvent.objects.filter(
        thread=thread, verb=Verb.TO_COMMENT, at__gt=now - WINDOW
    ).filter(actor=shown_actor(author, thread))
    turns = turned.count()
    if len(lately) + turns >= FLOOD or (thread.is_slow and (here or turns)):
        first = min(here if thread.is_slow else lately, default=now)
        wait = seconds(first + WINDOW - now)
        slow = _("Slow mode: one comment per person in ten minutes.") if thread.is_slow else ""
        raise TooFast(f"{slow} {please_wait(wait)}".strip(), wait=wait)
    if len(newest) == HOURLY:
        raise TooFast(wait=seconds(newest[-1][0] + HOUR - now))


def seconds(wait: timedelta) -> int:
    return max(math.ceil(wait.total_seconds()), 1)


def lock_author(author: User) -> None:
    """Two tabs at once count each other, in whichever thread."""
    User.objects.select_for_update(no_key=True).get(pk=author.pk)


def commentable(post: Post) -> Post:
    """The post under its thread's lock; refused when the thread is closed or the post is gone."""
    thread, post = lock_post(post)
    refuse_gone(post, thread)
    if post.comment_count >= MOST:
        raise CommentsAreMany
    return post


def edit_comment(*, editor: User, comment: Comment, body: str, now: datetime) -> Comment:
    """Mends what a moderator gave back to its author; then everyone reads it again."""
    with telling(now=now):
        thread, comment = lock_comment(comment)
        refuse_gone(comment, thread)
        if not comment.hidden_reason:
            raise NotReturned
        before, comment.body = comment.body, body
        comment.save(update_fields=["body"])
        show_mended(comment, thread, editor=editor, now=now)
        notices.mentioned(comment, thread, before)
        return comment


def delete_comment(*, actor: User, comment: Comment, reason: str = "", now: datetime) -> Comment:
    """Hides it; deleting twice changes nothing. Its author hears of it, and a ledger says why."""
    with telling(now=now):
        thread, comment = lock_comment(comment)
        if comment.deleted_at is None:
            remove_comment(comment, thread, actor=actor, reason=reason, now=now)
        return comment


def remove_comment(
    comment: Comment, thread: Thread, *, actor: User, reason: str, now: datetime
) -> None:
    """Inside a transaction that holds the thread."""
    take_off(comment, actor, now)
    if not is_by(actor, comment):
        record_curation(thread, Verb.DELETE_COMMENT, actor, reason, now, about=comment)
        notices.comment_removed(comment, actor)


def take_off(comment: Comment, actor: User, now: datetime) -> None:
    comment.deleted_at = now
    comment.deleted_by = shown_actor(actor, comment.post.thread, comment)
    comment.save(update_fields=["deleted_at", "deleted_by"])
    count_comments(comment.post, -1)
    live.comment_deleted(comment)


def restore_comment(*, actor: User, comment: Comment, role: str, now: datetime) -> Comment:
    """`role` is as whom: its author, who took it back, or a moderator."""
    with telling(now=now):
        thread, comment = lock_comment(comment)
        if comment.deleted_at is not None:
            refuse_restoring(comment, role)
            comment.deleted_at, comment.deleted_by = None, None
            comment.save(update_fields=["deleted_at", "deleted_by"])
            count_comments(comment.post, 1)
            if role == "moderator":
                record_curation(thread, Verb.RESTORE_COMMENT, actor, "", now, about=comment)
            live.comment_posted(comment)
        return comment


def refuse_restoring(comment: Comment, role: str) -> None:
    if comment.became_id:
        raise BecameAnswer
    if role != "moderator" and not comment.was_taken_back:
        raise RemovedByModerator
    if not comment.body:
        raise WordsAreGone
    if comment.post.is_gone:
        raise PostIsGone
    if comment.post.comment_count >= MOST:
        raise CommentsAreMany


def count_comments(post: Post, change: int) -> None:
    Post.objects.filter(pk=post.pk).update(comment_count=F("comment_count") + change)
