"""Entries that stay right: one VEVENT per session, in UTC (RFC 5545; workshops.md 2.7)."""

from datetime import UTC, datetime
from unicodedata import category

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from workshops.models import Registration, SeatPool, Session, Workshop
from workshops.models import session as spans

PRODUCT = "-//Sepakat//Lokakarya//ID"
# A parser that reads lines as Unicode has them (UAX 14) must not find one inside a value.
LINE_ENDS = str.maketrans({"\r": None, "\x85": " ", "\u2028": " ", "\u2029": " "})


def empty_calendar(method: str = "") -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if method:
        calendar.add("method", method)
    return calendar


def calendar_of(sessions: list[Session], registration: Registration | None = None) -> bytes:
    """To be kept once; a standing registration of the reader says what it is to them."""
    calendar = empty_calendar()
    is_mine = registration is not None and registration.state in Registration.ACTIVE
    for session in sessions:
        calendar.add_component(entry(session, registration, is_mine=is_mine))
    return calendar.to_ical()


def entry(
    session: Session,
    registration: Registration | None = None,
    *,
    is_mine: bool = True,
    sent_at: datetime | None = None,
) -> Event:
    """As the holder of the registration sees it, or anybody.

    Their SEQUENCE rises with theirs, too, also where the entry is not about their place
    (`is_mine`): one UID has one row of numbers for a person. A mail says when it was sent.
    """
    workshop, event = session.workshop, Event()
    theirs = registration if is_mine else None
    event.add("uid", session.ics_uid)
    event.add("sequence", session.ics_sequence + (registration.ics_bump if registration else 0))
    changed = utc(changed_at(session, registration))
    event.add("dtstamp", utc(sent_at) if sent_at else changed)
    event.add("last-modified", changed)
    event.add("dtstart", utc(session.starts_at))
    event.add("dtend", utc(session.ends_at))
    event.add("summary", clean(workshop.title))
    event.add("location", clean(where(session, theirs)))
    event.add("description", clean(description(session, theirs)))
    event.add("url", address_of(workshop))
    event.add("status", status_of(session, theirs))
    return event


def changed_at(session: Session, registration: Registration | None) -> datetime:
    moved_at = registration.moved_at if registration else None
    return max(session.modified_at, moved_at or session.modified_at)


def status_of(session: Session, registration: Registration | None) -> str:
    """What was cancelled stays as cancelled: an entry that goes is found nowhere, not even gone."""
    if session.status == Session.Status.CANCELLED:
        return "CANCELLED"
    if registration is None or registration.is_confirmed:
        return "CONFIRMED"
    return "TENTATIVE" if registration.state in Registration.ACTIVE else "CANCELLED"


def where(session: Session, registration: Registration | None) -> str:
    """Of a hybrid workshop the room, but for whoever takes part online."""
    workshop, modes = session.workshop, Workshop.Mode
    is_theirs = registration is not None and registration.seat == SeatPool.Kind.ONLINE
    if is_theirs or workshop.mode == modes.ONLINE:
        return str(modes.ONLINE.label)
    return session.room or workshop.place or workshop.get_mode_display()


def description(session: Session, registration: Registration | None) -> str:
    """The local time with its zone, and addresses of ours: calendars are shared with others."""
    workshop = session.workshop
    lines = [f"{local_span(workshop, session)}. {workshop.jp} JP."]
    if registration and not registration.is_confirmed:
        lines.append(f"{registration.get_state_display()}.")
    lines.append(address_of(workshop))
    if workshop.online_url and registration and registration.is_confirmed:
        lines.append(joining_words(workshop))
    return "\n".join(lines)


def joining_words(workshop: Workshop) -> str:
    joining = reverse("workshops:join_workshop", args=[workshop.public_id])
    words = _("Open the link to join")
    return f"{words}: {settings.FORUM_SITE_URL}{joining}"


def address_of(workshop: Workshop) -> str:
    return settings.FORUM_SITE_URL + workshop.get_absolute_url()


def utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


def local_span(workshop: Workshop, session: Session) -> str:
    return spans.local_span(workshop.timezone, session.starts_at, session.ends_at)


def clean(text: str) -> str:
    """Without control characters; the library escapes and folds."""
    lines = text.translate(LINE_ENDS)
    return "".join(sign for sign in lines if sign == "\n" or category(sign) != "Cc")
