"""kalender.ics: valid iCalendar that stays right (RFC 5545)."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from tests.factories import make_plan, make_workshop
from workshops.actions import edit_workshop


@pytest.fixture
def calendar(as_user, employee, address):
    """The bytes of a workshop's calendar."""
    return lambda workshop: as_user(employee).get(address("workshop_calendar", workshop)).content


@pytest.fixture
def events(calendar):
    return lambda workshop: Calendar.from_ical(calendar(workshop)).walk("VEVENT")


def test_every_session_is_an_entry_in_utc(events, calendar, workshop, start):
    (entry,) = events(workshop)

    assert entry.decoded("dtstart") == start
    assert f"DTSTART:{start:%Y%m%dT%H%M%SZ}".encode() in calendar(workshop).split(b"\r\n")
    assert entry.decoded("dtend") - entry.decoded("dtstart") == timedelta(hours=3)
    assert (str(entry["summary"]), str(entry["location"])) == (workshop.title, workshop.place)
    assert (entry["status"], entry["sequence"]) == ("CONFIRMED", 0)


def test_it_is_sent_as_a_calendar(as_user, employee, workshop, address):
    response = as_user(employee).get(address("workshop_calendar", workshop))

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"].endswith('.ics"')


def test_lines_end_with_crlf_and_hold_at_most_75_octets(calendar, leader):
    workshop = make_workshop(leader, title="Pengelolaan “keuangan” " * 6, place="é" * 190)

    body = calendar(workshop)

    assert b"\n" not in body.replace(b"\r\n", b"")
    assert max(len(line) for line in body.split(b"\r\n")) <= 75


def test_a_title_cannot_inject_a_property(events, leader):
    title = "Judul\r\nATTENDEE:mailto:a@b.id\r\nEND:VEVENT; a, b\\n"
    workshop = make_workshop(leader, title=title)

    (entry,) = events(workshop)

    assert "attendee" not in entry
    assert str(entry["summary"]).replace("\n", "\r\n") == title


def test_a_moved_session_keeps_its_uid_and_raises_its_sequence(
    events, workshop, leader, start, now
):
    (before,) = events(workshop)
    later = start + timedelta(days=1)
    plan = make_plan(leader, spans=[(later, later + timedelta(hours=3))])
    edit_workshop(editor=leader, workshop=workshop, plan=plan, now=now)

    (after,) = events(workshop)

    assert after["uid"] == before["uid"]
    assert (after["sequence"], after.decoded("dtstart")) == (1, later)


def test_a_called_off_session_is_cancelled_in_calendars(events, leader, now):
    first = make_plan(leader, now=now).spans[0][:2]
    second = tuple(moment + timedelta(days=1) for moment in first)
    workshop = make_workshop(leader, spans=[first, second])
    edit_workshop(editor=leader, workshop=workshop, plan=make_plan(leader, spans=[first]), now=now)

    assert [str(entry["status"]) for entry in events(workshop)] == ["CONFIRMED", "CANCELLED"]
