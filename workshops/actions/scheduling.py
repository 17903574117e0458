"""The sessions of a workshop, and the numbers that make calendars follow them."""

from collections.abc import Collection, Sequence
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
    message = _("A session that has begun stays as it is. It may only last longer.")


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


def set_sessions(workshop: Workshop, spans: Sequence[Span], now: datetime) -> None:
    """By their own numbers, so that one that moves or goes leaves the others alone.

    One that is left out is called off, and removed only while nobody knows of it; a new one takes
    the next number.
    """
    rows = {one.no: one for one in workshop.sessions.select_related("own_room")}
    refuse_rewriting(list(rows.values()), spans, now)
    last = max(rows, default=0)
    for span in spans:
        session = rows.pop(span.no or 0, None)
        if session is None:
            last += 1
            add_session(workshop, last, span, now)
            continue
        before = (session.starts_at, session.ends_at, session.room, session.status)
        place, has_moved = span.place(workshop), session.own_room != span.room
        if has_moved or before != (span.starts_at, span.ends_at, place, Session.Status.PLANNED):
            session.starts_at, session.ends_at = span.starts_at, span.ends_at
            session.own_room, session.room = span.room, place
            move_session(session, Session.Status.PLANNED, now)
    for session in rows.values():
        if workshop.is_draft:
            session.delete()
        elif session.status == Session.Status.PLANNED:
            move_session(session, Session.Status.CANCELLED, now)


def refuse_rewriting(rows: Sequence[Session], spans: Sequence[Span], now: datetime) -> None:
    """What was held stays, and nothing is held afterwards: hours would be credited for it.

    One that has begun may last longer, or go to a later day while nobody was marked present.
    """
    wanted = {span.no: span for span in spans if span.no}
    begun = {one.no: one for one in rows if one.status == "planned" and one.starts_at <= now}
    for no, one in begun.items():
        span = wanted.get(no)
        is_longer = span and span.starts_at == one.starts_at and span.ends_at >= one.ends_at
        is_put_off = span and span.starts_at > now and not one.scans.standing().exists()
        if not (is_longer or is_put_off):
            raise SessionHasBegun
    if any(span.starts_at <= now and span.no not in begun for span in spans):
        raise DateIsPast


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
