"""A leader tells the own unit, an admin everyone; people may ask beneath it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from discussions import live, notices
from discussions.actions.attaching import attach
from discussions.actions.editing import keep_revision, lock_to_edit, rewrite
from discussions.actions.following import start_following
from discussions.actions.hiding import show_mended
from discussions.actions.indexing import index_thread
from discussions.actions.thread import add_post
from discussions.models import Acknowledgement, Attachment, Post, Thread, ThreadSeen, signature_of
from foundation.once import once
from foundation.refusals import Refusal
from notifications.telling import telling


class RemindedToday(Refusal):
    message = _("They were reminded within the last day.")


@dataclass(frozen=True)
class AnnouncementText:
    """To whom (`unit` and what lies below, or everyone where it is None), and what."""

    title: str
    body: str
    unit: Unit | None
    asks_receipt: bool
    attached: Sequence[Attachment] | None = None  # None leaves them as they are


def announce(*, author: User, text: AnnouncementText, now: datetime, key: str = "") -> Thread:
    """Tells everyone who may read it."""
    with telling(now=now), once(user=author, key=key, makes=Thread, now=now) as sending:
        if made := sending.made_with(text=text):
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
        opening = add_post(
            thread=thread,
            kind=Post.Kind.OPENING,
            no=1,
            by=signature_of(thread),
            body=text.body,
            now=now,
        )
        start_following(
            user=author, thread=thread, reason=ThreadSeen.Reason.ASKED, now=now, wrote=1
        )
        attach(opening, text.attached)
        index_thread(thread, now=now)
        notices.announced(thread)
        live.announced(thread)
        return sending.keep(thread)


def acknowledge(*, user: User, thread: Thread, now: datetime) -> None:
    """ "Sudah saya baca": one row per person, of the last time."""
    Acknowledgement.objects.update_or_create(thread=thread, user=user, defaults={"at": now})


def edit_announcement(
    *,
    editor: User,
    thread: Thread,
    text: AnnouncementText,
    version: int,
    now: datetime,
) -> Thread:
    """Other words; with `asks_receipt` everyone is told and asked to read them again."""
    with telling(now=now):
        thread, opening = lock_to_edit(thread.posts.get(no=1), version)
        keep_revision(opening, editor, now)
        thread.title = text.title
        thread.version += 1
        if text.asks_receipt:
            thread.asks_receipt, thread.receipts_since = True, now
        thread.save(update_fields=["title", "version", "asks_receipt", "receipts_since"])
        rewrite(opening, text.body, now, editor=editor)
        attach(opening, text.attached)
        show_mended(opening, thread, editor=editor, now=now)
        index_thread(thread, now=now)
        if text.asks_receipt:
            notices.announced(thread)
        live.post_edited(opening)
        return thread


def remind_readers(*, actor: User, thread: Thread, now: datetime) -> Thread:
    """Tells those once more who have not said that they read it; at most once a day."""
    with telling(now=now):
        thread = Thread.objects.select_for_update().get(pk=thread.pk)
        if thread.reminded_at and thread.reminded_at > now - timedelta(days=1):
            raise RemindedToday
        thread.reminded_at = now
        thread.save(update_fields=["reminded_at"])
        notices.receipt_due(thread, actor)
        return thread
