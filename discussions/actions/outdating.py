from datetime import datetime

from accounts.models import User
from discussions import live, notices
from discussions.actions.editing import EditedMeanwhile
from discussions.actions.indexing import index_thread
from discussions.actions.keeping import record
from discussions.models import CurationEvent, Post, Thread
from notifications.telling import telling


def mark_outdated(*, actor: User, post: Post, reason: str, version: int, now: datetime) -> Post:
    """Warns every reader, and search shows it later.

    `version` is the text that was read: a mark never falls on the edit that mended it. The
    author's next edit takes it off.
    """
    with telling(now=now):
        post = locked(post)
        if post.outdated_at is None:
            if post.version != version:
                raise EditedMeanwhile
            post.outdated_at, post.outdated_reason = now, reason
            post.save(update_fields=["outdated_at", "outdated_reason"])
            keep(post, CurationEvent.Verb.OUTDATE, actor, reason, now)
            notices.post_outdated(post, actor)
        return post


def unmark_outdated(*, actor: User, post: Post, still_holds: bool = True, now: datetime) -> Post:
    """Somebody says that it still holds, whatever was revoked; or the mark alone was a slip."""
    with telling(now=now):
        post = locked(post)
        if post.outdated_at is not None:
            post.outdated_at, post.outdated_reason = None, ""
            post.save(update_fields=["outdated_at", "outdated_reason"])
            if still_holds:
                post.citations.filter(regulation__status="revoked").update(is_confirmed=True)
            keep(post, CurationEvent.Verb.RENEW, actor, "", now)
        return post


def locked(post: Post) -> Post:
    thread = Thread.objects.select_for_update().get(pk=post.thread_id)
    post = Post.objects.select_for_update(of=("self",)).select_related("author").get(pk=post.pk)
    post.thread = thread
    return post


def keep(post: Post, verb: str, actor: User, reason: str, now: datetime) -> None:
    record(post.thread, verb, actor, reason, now, post=post)
    index_thread(post.thread, now=now)
    live.changed(post, "post-outdated")
