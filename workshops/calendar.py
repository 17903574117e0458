"""iCalendar entries that stay right (RFC 5545; workshops.md 2.7)."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from icalendar import Calendar, Event

from workshops.models import Session, Workshop

PRODUCT = "-//Sepakat//Lokakarya//ID"
ZONE_NAMES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


def calendar_of(workshop: Workshop, sessions: list[Session], *, url: str) -> bytes:
    """One VEVENT per session in UTC; the text says the local time with its zone."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    for session in sessions:
        calendar.add_component(entry(workshop, session, url))
    return calendar.to_ical()


def entry(workshop: Workshop, session: Session, url: str) -> Event:
    event = Event()
    event.add("uid", session.ics_uid)
    event.add("sequence", session.ics_sequence)
    event.add("dtstamp", utc(session.modified_at))
    event.add("last-modified", utc(session.modified_at))
    event.add("dtstart", utc(session.starts_at))
    event.add("dtend", utc(session.ends_at))
    event.add("summary", clean(workshop.title))
    event.add("location", clean(session.room or workshop.place or workshop.get_mode_display()))
    event.add("description", clean(f"{local_span(workshop, session)}. {workshop.jp} JP.\n{url}"))
    event.add("url", url)
    called_off = session.status == Session.Status.CANCELLED
    event.add("status", "CANCELLED" if called_off else "CONFIRMED")
    return event


def utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


def local_span(workshop: Workshop, session: Session) -> str:
    """Kamis, 26 November 2026, 09.00–12.00 WIB."""
    zone = ZoneInfo(workshop.timezone)
    start, end = session.starts_at.astimezone(zone), session.ends_at.astimezone(zone)
    day = date_format(start, "l, j F Y")
    name = ZONE_NAMES.get(workshop.timezone, workshop.timezone)
    return f"{day}, {start:%H.%M}–{end:%H.%M} {name}"


def clean(text: str) -> str:
    """Without control characters; the library escapes and folds."""
    return "".join(sign for sign in text if sign == "\n" or ord(sign) >= 32)
