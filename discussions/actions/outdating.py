from datetime import datetime

from accounts.models import User
from discussions import live, notices
from discussions.actions.editing import EditedMeanwhile
from discussions.actions.indexing import index_thread
from discussions.actions.keeping import record_curation, record_outside
from discussions.actions.locking import lock_post
from discussions.models import CurationEvent, Post
from notifications.telling import telling


def mark_outdated(
    *,
    actor: User,
    post: Post,
    reason: str,
    version: int,
    is_outside: bool = False,
    now: datetime,
) -> Post:
    """Warns every reader, and search shows it later.

    `version` is the text that was read: a mark never falls on the edit that mended it. The
    author's next edit takes it off. `is_outside` says that the actor did it to a rule.
    """
    with telling(now=now):
        _thread, post = lock_post(post)
        if post.outdated_at is None:
            if post.version != version:
                raise EditedMeanwhile
            post.outdated_at, post.outdated_reason = now, reason
            post.save(update_fields=["outdated_at", "outdated_reason"])
            keep(post, CurationEvent.Verb.OUTDATE, actor, reason, now, is_outside=is_outside)
            notices.post_outdated(post, actor, is_outside=is_outside)
        return post


def unmark_outdated(*, actor: User, post: Post, is_slip: bool = False, now: datetime) -> Post:
    """Somebody says that it still holds, whatever was revoked; or the revocation was a slip."""
    with telling(now=now):
        _thread, post = lock_post(post)
        if post.outdated_at is not None:
            post.outdated_at, post.outdated_reason = None, ""
            post.save(update_fields=["outdated_at", "outdated_reason"])
            if not is_slip:
                post.citations.filter(regulation__status="revoked").update(is_confirmed=True)
            keep(post, CurationEvent.Verb.RENEW, actor, "", now, is_outside=is_slip)
        return post


def keep(
    post: Post, verb: str, actor: User, reason: str, now: datetime, *, is_outside: bool
) -> None:
    if is_outside:
        record_outside(post, verb, actor, reason, now)
    else:
        record_curation(post.thread, verb, actor, reason, now, about=post)
    index_thread(post.thread, now=now)
    live.changed(post, "post-outdated")
