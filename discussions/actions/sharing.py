"""What a meeting leaves behind: a thread in which those who were there go on."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from competencies.models import Area
from discussions.actions.following import start_following
from discussions.actions.indexing import index_thread
from discussions.actions.thread import add_post
from discussions.models import Post, Thread, ThreadSeen, signature_of
from notifications.telling import telling


@dataclass(frozen=True)
class SharingText:
    """A title, a body in Markdown, and its areas."""

    title: str
    body: str
    areas: Sequence[Area]


def open_sharing(*, author: User, text: SharingText, now: datetime) -> Thread:
    """Everyone reads it and may add to it; nobody is told of its opening."""
    with telling(now=now):
        thread = Thread.objects.create(
            kind=Thread.Kind.SHARING,
            title=text.title,
            author=author,
            unit=author.unit,
            created_at=now,
            last_activity_at=now,
        )
        thread.areas.add(*text.areas)
        by = signature_of(thread)
        add_post(thread=thread, kind=Post.Kind.OPENING, no=1, by=by, body=text.body, now=now)
        reason = ThreadSeen.Reason.ASKED
        start_following(user=author, thread=thread, reason=reason, now=now, wrote=1)
        index_thread(thread, now=now)
        return thread


def subscribe_members(*, thread: Thread, user_ids: Collection[int], now: datetime) -> None:
    """Those who were there follow it; whoever has chosen for themselves is left as they chose."""
    level, reason = ThreadSeen.Level.WATCHING, ThreadSeen.Reason.ATTENDED
    ThreadSeen.objects.bulk_create(
        [
            ThreadSeen(user_id=pk, thread=thread, level=level, level_reason=reason, at=now)
            for pk in sorted(user_ids)
        ],
        ignore_conflicts=True,
    )
