"""A leader tells the own unit, an admin everyone; people may ask beneath it."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import Unit, User
from discussions import notices
from discussions.actions.following import start_following
from discussions.actions.indexing import index_thread
from discussions.actions.thread import add_post
from discussions.models import Acknowledgement, Post, Thread, ThreadSeen, signature_of
from foundation.once import once
from notifications.telling import telling


@dataclass(frozen=True)
class AnnouncementText:
    """To whom (`unit` and what lies below, or everyone where it is None), and what."""

    title: str
    body: str
    unit: Unit | None
    asks_receipt: bool


def announce(*, author: User, text: AnnouncementText, now: datetime, key: str = "") -> Thread:
    """Tells everyone who may read it."""
    with telling(now=now), once(user=author, key=key, makes=Thread, now=now) as sending:
        made = sending.made_with(title=text.title)
        if made and made.posts.filter(no=1, body=text.body).exists():
            return made
        visibility = Thread.Visibility.UNIT if text.unit else Thread.Visibility.REGENCY
        thread = Thread.objects.create(
            kind=Thread.Kind.ANNOUNCEMENT,
            title=text.title,
            author=author,
            unit=text.unit or author.unit,
            visibility=visibility,
            asks_receipt=text.asks_receipt,
            created_at=now,
            last_activity_at=now,
        )
        add_post(
            thread=thread,
            kind=Post.Kind.OPENING,
            no=1,
            by=signature_of(thread),
            body=text.body,
            now=now,
        )
        start_following(user=author, thread=thread, reason=ThreadSeen.Reason.ASKED, now=now)
        index_thread(thread, now=now)
        notices.announced(thread)
        return sending.keep(thread)


def acknowledge(*, user: User, thread: Thread, now: datetime) -> None:
    """ "Sudah saya baca", once per person."""
    Acknowledgement.objects.get_or_create(thread=thread, user=user, defaults={"at": now})
