"""The calendar part of a mail: an invitation that is accepted already, or its end.

iTIP by mail (RFC 5546, RFC 6047): one session for each part, since all entries of a part with a
METHOD must have the same UID. What is sent is what holds when it is sent, so a mail that was late
brings nothing old (workshops.md 2.7).
"""

from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import vCalAddress, vText

from accounts.models import User
from notifications.kinds import Enclosure
from notifications.models import Notification
from workshops.calendar.entries import (
    clean,
    empty_calendar,
    entry,
    joining_words,
    local_span,
    status_of,
    where,
)
from workshops.models import Registration, SeatPool, Session, Workshop, WorkshopChange

METHODS = {"CONFIRMED": "REQUEST", "CANCELLED": "CANCEL"}


def calendar_parts(row: Notification, now: datetime) -> list[Enclosure]:
    """The next session as a form of the mail itself, and all of them as files.

    Some programs show only the one, some only the other.
    """
    return parts_for(place_of(row.recipient, row.about), now)


def reminder_parts(row: Notification, now: datetime) -> list[Enclosure]:
    return parts_for(place_of(row.recipient, row.about.session.workshop), now)


def parts_for(place: Registration | None, now: datetime) -> list[Enclosure]:
    if place is None or not has_entry(place):
        return []
    told = [(one, METHODS[status_of(one, place)]) for one in sessions_of(place, now)]
    parts = [part(one, place, method, now) for one, method in told]
    return [*parts[:1], *(as_file(one, number) for number, one in enumerate(parts, start=1))]


def place_of(user: User, workshop: Workshop) -> Registration | None:
    return workshop.registrations.filter(user=user).order_by("pk").last()


def has_entry(place: Registration) -> bool:
    """Whoever only waited has nothing in the calendar that could be moved or cancelled."""
    if place.is_confirmed:
        return True
    was_seated = place.events.filter(after=Registration.State.CONFIRMED).exists()
    return was_seated and place.state not in Registration.ACTIVE


def sessions_of(place: Registration, now: datetime) -> list[Session]:
    """Those to come, standing ones first; of the others only those that the person knew."""
    sessions = place.workshop.sessions.filter(ends_at__gt=now).in_order()
    called_off = Session.Status.CANCELLED
    known = [
        one for one in sessions if one.status != called_off or one.modified_at >= place.joined_at
    ]
    for one in known:
        one.workshop = place.workshop
    return sorted(known, key=lambda one: one.status == called_off)


def part(session: Session, place: Registration, method: str, now: datetime) -> Enclosure:
    calendar, event = empty_calendar(method), entry(session, place, sent_at=now)
    event.add("organizer", organizer())
    event.add("attendee", attendee(place.user))
    calendar.add_component(event)
    return Enclosure(calendar.to_ical().decode(), f"text/calendar; method={method}")


def as_file(one: Enclosure, number: int) -> Enclosure:
    return Enclosure(one.content, one.mimetype, f"lokakarya-{number}.ics")


def organizer() -> vCalAddress:
    """The house, not the host: nobody's address is given to all participants."""
    address = vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    address.params["CN"] = vText(in_quotes(settings.FORUM_SITE_NAME))
    return address


def attendee(user: User) -> vCalAddress:
    """The recipient alone; it is accepted here, so no program asks for an answer."""
    address = vCalAddress(f"mailto:{user.email}")
    address.params["CN"] = vText(in_quotes(user.full_name))
    address.params["ROLE"] = vText("REQ-PARTICIPANT")
    address.params["PARTSTAT"] = vText("ACCEPTED")
    address.params["RSVP"] = vText("FALSE")
    return address


def in_quotes(name: str) -> str:
    """A parameter cannot hold a double quote (RFC 5545 3.2), nor a line break."""
    return " ".join(clean(name).replace('"', "'").split())


def changes_of(row: Notification) -> list[str]:
    """Old → new of what the reader has not seen yet, or how it stands now; and the letters."""
    place, lines = place_of(row.recipient, row.about), []
    if place is not None:
        unseen = WorkshopChange.objects.unseen_by(place).select_related("workshop").in_order()
        lines = [line for change in unseen for line in change.lines]
    return [*(lines or dates_of(row)), *assignments_of(row, place)]


def assignments_of(row: Notification, place: Registration | None) -> list[str]:
    """Where the letters are that changed with it, for those who may have them."""
    units: set[int | None] = {*row.recipient.led_unit_ids}
    if place is not None and place.is_confirmed:
        units.add(row.recipient.unit_id)
    renewed = row.about.letters.standing().filter(unit__in=units, no__gt=1)
    if not renewed.exists():
        return []
    address = reverse("workshops:letter_list", args=[row.about.public_id])
    words = _("The draft of the assignment letter has a new version")
    return [f"{words}: {settings.FORUM_SITE_URL}{address}"]


def directions_of(row: Notification) -> list[str]:
    """Where to go, or how to join: our own address, so that a mail that is passed on opens nothing.

    When it starts stands in the words.
    """
    session = row.about.session
    place = place_of(row.recipient, session.workshop)
    return [where(session, place), *how_to_join(place)] if place else []


def how_to_join(place: Registration | None) -> list[str]:
    if place is None or not place.is_confirmed or place.seat == SeatPool.Kind.ROOM:
        return []
    return [joining_words(place.workshop)] if place.workshop.online_url else []


def dates_of(row: Notification) -> list[str]:
    """When and where, in the mail itself: some programs show nothing of the entry.

    The place once, or with each session where they differ.
    """
    workshop, place = row.about, place_of(row.recipient, row.about)
    sessions = workshop.sessions.standing().in_order()
    found = [(local_span(workshop, one), where(one, place)) for one in sessions]
    rooms = dict.fromkeys(room for _span, room in found)
    if len(rooms) > 1:
        return [*(f"{span}, {room}" for span, room in found), *how_to_join(place)]
    return [*(span for span, _room in found), *rooms, *how_to_join(place)]
