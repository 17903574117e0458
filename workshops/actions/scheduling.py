"""The sessions of a workshop, and the numbers that make calendars follow them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from foundation.refusals import Refusal
from workshops.models import Room, Session, Workshop

# Columns of a workshop that the calendar entries of its sessions show.
IN_CALENDARS = ("title", "place", "mode", "online_url", "jp")
ASKING = {"sessions", "rooms", "place", "mode", "online_url"}  # of these participants must know


class DateIsPast(Refusal):
    message = _("This date is over. Choose another one.")


class SessionHasBegun(Refusal):
    message = _("A session that has begun stays as it is. It may last longer while it goes on.")


class Span(NamedTuple):
    """When a session is, and where if not in the workshop's room.

    `no` is the number of the one that exists already.
    """

    starts_at: datetime
    ends_at: datetime
    no: int | None = None
    room: Room | None = None

    def place(self, workshop: Workshop) -> str:
        return self.room.place if self.room else workshop.place


def facts_of(workshop: Workshop) -> dict[str, Any]:
    """What participants rely on; `sessions` are those that were not called off, by number.

    `rooms` are the places of those that have a room of their own.
    """
    standing = workshop.sessions.standing().order_by("no")
    sessions = [[one.no, one.starts_at, one.ends_at] for one in standing]
    rooms = [[one.no, one.room] for one in standing if one.own_room_id]
    facts = {name: getattr(workshop, name) for name in IN_CALENDARS}
    return facts | {"sessions": sessions, "rooms": rooms}


def changed_facts(before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    return {name for name, value in before.items() if value != after[name]}


def has_begun(workshop: Workshop, now: datetime) -> bool:
    starts_at = workshop.starts_at()
    is_held = workshop.is_published or workshop.is_done
    return is_held and starts_at is not None and starts_at <= now


def set_sessions(workshop: Workshop, spans: Sequence[Span], now: datetime) -> None:
    """By their own numbers, so that one that moves or goes leaves the others alone.

    One that is left out is called off, and removed only while nobody knows of it; a new one takes
    the next number.
    """
    rows = {one.no: one for one in workshop.sessions.select_related("own_room")}
    if not workshop.is_draft:
        refuse_rewriting(list(rows.values()), spans, now)
    refuse_past(rows, spans, now)
    last = max(rows, default=0)
    for span in spans:
        session = rows.pop(span.no or 0, None)
        if session is None:
            last += 1
            add_session(workshop, last, span, now)
            continue
        is_over = session.ends_at <= now and span.starts_at <= now
        if not is_over:  # where it was held stays, too
            rewrite_session(session, span, span.place(workshop), now)
    for session in rows.values():
        if workshop.is_draft:
            session.delete()
        elif session.status == Session.Status.PLANNED:
            move_session(session, Session.Status.CANCELLED, now)


def rewrite_session(session: Session, span: Span, place: str, now: datetime) -> None:
    before = (session.starts_at, session.ends_at, session.room, session.status)
    after = (span.starts_at, span.ends_at, place, Session.Status.PLANNED)
    if before != after or session.own_room != span.room:
        session.starts_at, session.ends_at = span.starts_at, span.ends_at
        session.own_room, session.room = span.room, place
        move_session(session, Session.Status.PLANNED, now)


def refuse_past(rows: Mapping[int, Session], spans: Sequence[Span], now: datetime) -> None:
    """What is new, moved or brought back begins later than now."""
    for span in spans:
        row = rows.get(span.no or 0)
        stays = row and row.status == Session.Status.PLANNED and row.starts_at == span.starts_at
        if span.starts_at <= now and not stays:
            raise DateIsPast


def refuse_rewriting(rows: Sequence[Session], spans: Sequence[Span], now: datetime) -> None:
    """Hours are credited for what was held.

    A session that has begun may last longer while it lasts, or go to a later day while nobody was
    marked present.
    """
    wanted = {span.no: span for span in spans if span.no}
    for one in rows:
        has_begun = one.status == Session.Status.PLANNED and one.starts_at <= now
        if has_begun and not may_become(one, wanted.get(one.no), now):
            raise SessionHasBegun


def may_become(begun: Session, span: Span | None, now: datetime) -> bool:
    if span is None:
        return False
    if span.starts_at > now:
        return not begun.scans.standing().exists()
    is_over = begun.ends_at <= now
    lasts = span.ends_at == begun.ends_at if is_over else span.ends_at >= begun.ends_at
    return lasts and span.starts_at == begun.starts_at


def add_session(workshop: Workshop, no: int, span: Span, now: datetime) -> Session:
    """Its UID is for life: neither title nor time nor the address of this server is in it."""
    return Session.objects.create(
        workshop=workshop,
        no=no,
        starts_at=span.starts_at,
        ends_at=span.ends_at,
        own_room=span.room,
        room=span.place(workshop),
        ics_uid=f"ws-{workshop.public_id}-s-{no}@{settings.FORUM_CALENDAR_HOST}",
        modified_at=now,
    )


def move_session(session: Session, status: str, now: datetime) -> None:
    """SEQUENCE rises, so that calendars take the change (RFC 5546 2.1.4)."""
    session.status = status
    session.ics_sequence += 1
    session.modified_at = now
    session.save()


def renew_entries(workshop: Workshop, changed: Collection[str], now: datetime) -> None:
    """Also of sessions that stayed where they were, when their words changed."""
    if not set(changed) & set(IN_CALENDARS):
        return
    standing = workshop.sessions.standing()
    standing.update(ics_sequence=F("ics_sequence") + 1, modified_at=now)
