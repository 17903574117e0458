"""Entries that every program takes: one UID for life, numbers that only rise (part 3 on iCal)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from tests.calendars import read, read_strictly
from tests.factories import make_plan, make_workshop
from workshops.actions import (
    Span,
    Wish,
    call_off_workshop,
    cancel_registration,
    edit_workshop,
    register,
)
from workshops.calendar.entries import calendar_of, clean
from workshops.models import Room, Session, Workshop

HOURS = timedelta(hours=3)
NASTY = "Rapat; anggaran, “2027” \\n \\ é\r\nATTENDEE:mailto:a@b.id\r\nEND:VEVENT\x07\x85\u2028 "


@pytest.fixture
def calendar(as_user, employee, address):
    """The bytes of a workshop's download, for a person."""

    def body(workshop, reader=employee):
        return as_user(reader).get(address("workshop_calendar", workshop)).content

    return body


@pytest.fixture
def edit(workshop, leader, now):
    def change(**changes):
        plan = make_plan(leader, now=now, **changes)
        return edit_workshop(editor=leader, workshop=workshop, plan=plan, now=now)

    return change


def test_row_e7_the_instant_is_right_in_every_parser(calendar, workshop, start):
    (entry,) = read(calendar(workshop))

    assert (entry.start, entry.end) == (start.astimezone(UTC), (start + HOURS).astimezone(UTC))


def test_row_b9_the_text_names_the_zone(calendar, workshop):
    (entry,) = read(calendar(workshop))

    assert "09.00–12.00 WIB" in entry.description


@pytest.mark.parametrize(
    ("zone", "hours"),
    [
        ("Asia/Jakarta", "09.00–12.00 WIB"),
        ("Asia/Makassar", "10.00–13.00 WITA"),
        ("Asia/Jayapura", "11.00–14.00 WIT"),
    ],
)
def test_row_b7_the_hours_are_those_of_the_workshops_zone(calendar, workshop, start, zone, hours):
    """Its IANA name stands in the row; the instant stays the same."""
    Workshop.objects.filter(pk=workshop.pk).update(timezone=zone)

    (entry,) = read(calendar(workshop))

    assert hours in entry.description
    assert entry.start == start


@pytest.mark.parametrize(("zone", "hour"), [("Asia/Jayapura", 11), ("Asia/Jakarta", 9)])
def test_row_b8_a_program_in_another_zone_shows_the_hour_there(calendar, workshop, zone, hour):
    """Our pages begin with WIB; the calendar of whoever is elsewhere works it out."""
    (event,) = Calendar.from_ical(calendar(workshop)).walk("VEVENT")

    assert event.decoded("dtstart").astimezone(ZoneInfo(zone)).hour == hour


def test_row_e3_after_five_edits_and_a_cancel_there_is_one_entry(
    calendar, edit, workshop, leader, start, now
):
    """angus-events #51, OpenACalendar #176: a new UID, or no SEQUENCE, made a second event."""
    seen = read(calendar(workshop))
    later = [(start + timedelta(days=1), start + timedelta(days=1) + HOURS)]
    for changes in (
        {"spans": later},
        {"spans": later, "place": "Aula Setdakab"},
        {"spans": later, "title": "Menulis telaahan staf yang lebih ringkas"},
        {"spans": later, "mode": "online", "online_url": "https://rapat.contoh.id/a", "place": ""},
        {"mode": "online", "online_url": "https://rapat.contoh.id/b", "place": ""},
    ):
        edit(**changes)
        seen += read(calendar(workshop))
    call_off_workshop(actor=leader, workshop=workshop, reason="Ruang rusak.", now=now)
    seen += read(calendar(workshop))

    assert len({entry.uid for entry in seen}) == 1
    numbers = [entry.sequence for entry in seen]
    assert numbers == sorted(set(numbers))
    assert [entry.status for entry in seen] == ["CONFIRMED"] * 6 + ["CANCELLED"]


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Menulis telaahan staf yang lebih ringkas"},
        {"place": "Aula Setdakab"},
        {"mode": "hybrid", "seats": {"total": 9, "room": 4, "online": 5}},
        {"mode": "online", "place": "", "online_url": "https://rapat.contoh.id/a"},
        {"jp": 6},
    ],
)
def test_row_e4_the_number_rises_with_whatever_the_entry_shows(calendar, edit, workshop, changes):
    (before,) = read(calendar(workshop))

    edit(**changes)

    (after,) = read(calendar(workshop))
    assert (after.uid, after.sequence > before.sequence) == (before.uid, True)


@pytest.mark.parametrize(("later", "longer"), [(HOURS, HOURS), (0 * HOURS, HOURS)])
def test_row_e4_the_number_rises_with_the_time(calendar, edit, workshop, start, later, longer):
    (before,) = read(calendar(workshop))

    edit(spans=[(start + later, start + HOURS + longer)])

    (after,) = read(calendar(workshop))
    assert (after.start, after.end) == (before.start + later, before.end + longer)
    assert (after.uid, after.sequence > before.sequence) == (before.uid, True)


def test_row_e4_the_number_rises_with_the_room_of_a_session(calendar, edit, workshop, start):
    (before,) = read(calendar(workshop))
    room = Room.objects.create(name="Ruang Data", unit=workshop.unit, seats=20)

    edit(spans=[Span(start, start + HOURS, 1, room)])

    (after,) = read(calendar(workshop))
    assert after.location != before.location
    assert (after.uid, after.sequence > before.sequence) == (before.uid, True)


def test_row_e8_what_stays_the_same_stays_to_the_byte(calendar, edit, workshop):
    before = calendar(workshop)
    edit(description="Uraian yang lebih jelas tentang isinya.")

    assert calendar(workshop) == before


def test_row_e5_a_session_left_out_stays_as_cancelled(calendar, leader, now):
    first = make_plan(leader, now=now).spans[0][:2]
    second = tuple(moment + timedelta(days=1) for moment in first)
    workshop = make_workshop(leader, spans=[first, second])
    edit_workshop(editor=leader, workshop=workshop, plan=make_plan(leader, spans=[first]), now=now)

    assert [entry.status for entry in read(calendar(workshop))] == ["CONFIRMED", "CANCELLED"]


def test_the_number_a_person_sees_only_rises(calendar, workshop, employee, edit, start, now):
    """workshops.md 2.7.12: clients ignore an equal SEQUENCE."""
    register(user=employee, workshop=workshop, now=now)
    numbers = [read(calendar(workshop))[0].sequence]
    cancel_registration(user=employee, workshop=workshop, now=now)
    numbers.append(read(calendar(workshop))[0].sequence)
    register(user=employee, workshop=workshop, now=now)
    numbers.append(read(calendar(workshop))[0].sequence)
    edit(spans=[(start + HOURS, start + 2 * HOURS)])
    numbers.append(read(calendar(workshop))[0].sequence)

    assert numbers == sorted(set(numbers))


def test_the_link_to_join_is_ours_and_only_in_the_entry_of_who_takes_part(
    calendar, hybrid, employee, colleague, now
):
    register(user=employee, workshop=hybrid, now=now)

    mine, theirs = calendar(hybrid), calendar(hybrid, colleague)

    assert b"rapat.contoh.id" not in mine + theirs
    assert f"/lokakarya/{hybrid.public_id}/gabung/" in read(mine)[0].description
    assert "gabung" not in read(theirs)[0].description


def test_row_b10_who_takes_part_online_is_not_sent_to_the_hall(
    calendar, hybrid, employee, colleague, stranger, now
):
    register(user=employee, workshop=hybrid, wish=Wish("online"), now=now)
    register(user=colleague, workshop=hybrid, wish=Wish("room"), now=now)

    def place(reader):
        return read(calendar(hybrid, reader))[0].location

    assert [place(one) for one in (employee, colleague, stranger)] == [
        "Daring",
        hybrid.place,
        hybrid.place,
    ]


def test_row_b10_another_kind_of_seat_raises_the_number(calendar, hybrid, employee, now):
    """What a program shows changes with a higher number only; until then it stays to the byte."""
    found = []
    for seat in ("online", "room", "online"):
        register(user=employee, workshop=hybrid, wish=Wish(seat), now=now)
        body = calendar(hybrid)
        assert calendar(hybrid) == body
        found += read(body)
        cancel_registration(user=employee, workshop=hybrid, now=now)

    assert [one.location for one in found] == ["Daring", hybrid.place, "Daring"]
    assert [one.sequence for one in found] == [0, 2, 4]


def test_row_b10_a_seat_that_moves_online_with_the_workshop_raises_it_too(
    calendar, edit, workshop, employee, now
):
    register(user=employee, workshop=workshop, now=now)
    (before,) = read(calendar(workshop))

    edit(mode="online", place="", online_url="https://rapat.contoh.id/a")

    (after,) = read(calendar(workshop))
    assert (after.location, after.sequence > before.sequence) == ("Daring", True)


def test_r33_a_title_of_300_signs_is_folded_and_injects_nothing(calendar, leader):
    title = (NASTY * 5)[:150]
    workshop = make_workshop(leader, title=title, place=(NASTY * 9)[:200])
    body = calendar(workshop)

    (entry,) = read(body)

    assert entry.summary == clean(title)
    assert b"\r\nATTENDEE" not in body
    assert "Rapat; anggaran, “2027” \\n \\ é\nATTENDEE:mailto:a@b.id\nEND:VEVENT" in entry.summary
    assert not set(entry.summary) & set("\r\x07\x85\u2028")


@given(st.text(max_size=300))
def test_r33_any_words_arrive_as_they_are(words):
    moment = datetime(2026, 11, 26, 2, tzinfo=UTC)
    workshop = Workshop(public_id="9d4pz", title=words, place=words, jp=3)
    session = Session(workshop=workshop, starts_at=moment, ends_at=moment + HOURS)
    session.modified_at, session.ics_uid = moment, "ws-9d4pz-s-1@contoh.id"

    (entry,) = read_strictly(calendar_of([session]))

    assert entry.summary == clean(words)


def test_r10_no_nip_is_in_a_calendar(calendar, workshop, employee, leader, now):
    register(user=employee, workshop=workshop, now=now)

    body = calendar(workshop).decode()

    assert employee.nip not in body
    assert leader.nip not in body


def test_the_strict_reader_is_strict(calendar, workshop):
    """A control: what old templates sent was read as no event at all, without an error."""
    body = calendar(workshop)
    for broken in (
        body.replace(b"\r\n", b"\n"),
        body.replace(b"\r\nUID", b"\r\n  UID"),
        body.replace(b"SUMMARY:", b"SUMMARY:a;b"),
        body.replace(b"BEGIN:VEVENT", b"BEGIN:VEVENT\r\nUID:other"),
    ):
        with pytest.raises((AssertionError, AttributeError)):
            read_strictly(broken)
    assert replace(read_strictly(body)[0], status="") != read_strictly(body)[0]
