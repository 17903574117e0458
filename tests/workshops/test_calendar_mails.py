"""Mails with a calendar part that every program takes (rows D10, E3, E6, E10; RFC 5546, 6047)."""

from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import default
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from icalendar import Calendar

from notifications.actions import prefer, see_kabar
from notifications.models import Delivery, Notification, State
from notifications.outbox import BACKOFF
from notifications.writing import MAIL_AFTER
from tests.calendars import read
from tests.delivering import deliver_due
from tests.factories import make_plan, make_workshop
from workshops.actions import (
    Span,
    Wish,
    accept_offer,
    approve_request,
    call_off_workshop,
    cancel_registration,
    edit_workshop,
    make_calendar_token,
    register,
    remove_participant,
)

HOURS = timedelta(hours=3)
NOON = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("Asia/Jakarta"))


@pytest.fixture
def now():
    """Noon in Kutacane: nobody's quiet hours."""
    return NOON


@pytest.fixture
def workshop(leader, now):
    """In a week, so that nobody is asked again whether they come."""
    return make_workshop(leader, now=now, spans=spans_in(7))


@pytest.fixture
def letters(now):
    """What came to a person since the last look, as a mail program reads it."""

    def arrived(user, at=None):
        deliver_due(now=at or now)
        read_now = [one for one in mail.outbox if one.to == [user.email]]
        mail.outbox[:] = [one for one in mail.outbox if one.to != [user.email]]
        return [message_from_bytes(one.message().as_bytes(), policy=default) for one in read_now]

    return arrived


@pytest.fixture
def edit(workshop, leader):
    def change(at=NOON, **changes):
        plan = make_plan(leader, now=NOON, **({"spans": spans_in(7)} | changes))
        return edit_workshop(editor=leader, workshop=workshop, plan=plan, now=at)

    return change


def spans_in(*days):
    start = NOON.replace(hour=9)
    return [(start + timedelta(days=day), start + timedelta(days=day) + HOURS) for day in days]


def calendars(letter):
    """Method and entry of each calendar part, those shown with the mail first."""
    found = []
    for part in letter.walk():
        if part.get_content_type() != "text/calendar":
            continue
        body = part.get_payload(decode=True).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        calendar = Calendar.from_ical(body)
        assert part.get_param("method") == calendar["method"]
        assert part.get_param("charset").lower() == "utf-8"
        (entry,) = read(body)
        found.append((str(calendar["method"]), entry, calendar.walk("VEVENT")[0]))
    return found


def told(letter):
    return {(method, entry.status, entry.sequence) for method, entry, _event in calendars(letter)}


def test_row_e6_registering_brings_an_invitation(letters, workshop, employee, now):
    register(user=employee, workshop=workshop, now=now)

    (letter,) = letters(employee)

    assert told(letter) == {("REQUEST", "CONFIRMED", 0)}
    (_method, entry, event), (_file, again, _event) = calendars(letter)
    assert entry == again
    assert entry.start == workshop.sessions.get().starts_at
    assert event["organizer"].startswith("mailto:no-reply@")
    assert event["attendee"] == f"mailto:{employee.email}"
    given = {name: event["attendee"].params[name] for name in ("PARTSTAT", "RSVP", "ROLE")}
    assert given == {"PARTSTAT": "ACCEPTED", "RSVP": "FALSE", "ROLE": "REQ-PARTICIPANT"}
    assert event.decoded("dtstamp") == now


def test_row_e10_it_is_a_form_of_the_mail_and_a_file(letters, workshop, employee, now):
    """Indico PR #5178: Outlook wants the method; mod_booking #1052: others want the file."""
    register(user=employee, workshop=workshop, now=now)

    (letter,) = letters(employee)

    assert letter.get_content_type() == "multipart/mixed"
    forms, file = letter.iter_parts()
    assert [one.get_content_type() for one in forms.iter_parts()] == [
        "text/plain",
        "text/html",
        "text/calendar",
    ]
    assert file.get_filename() == "lokakarya-1.ics"


def test_the_mail_itself_says_when_and_where(letters, workshop, employee, now):
    """Outlook shows the mail's words, not those of the entry (Indico PR #6358)."""
    register(user=employee, workshop=workshop, now=now)

    (letter,) = letters(employee)

    for kind in ("plain", "html"):
        words = letter.get_body([kind]).get_content()
        assert "Selasa, 1 Desember 2026, 09.00–12.00 WIB" in words
        assert workshop.place in words
        assert "Karena Anda terdaftar" in words


HYBRID = {"mode": "hybrid", "seats": {"total": 3, "room": 1, "online": 2}}


@pytest.mark.parametrize("plan", [HYBRID, {"mode": "online", "place": ""}])
def test_row_b10_who_takes_part_online_reads_how_to_join(letters, leader, employee, now, plan):
    """The mail sent such people to the hall."""
    plan = plan | {"online_url": "https://rapat.contoh.id/a", "spans": spans_in(7, 8)}
    workshop = make_workshop(leader, now=now, **plan)
    register(user=employee, workshop=workshop, wish=Wish("online"), now=now)

    (letter,) = letters(employee)

    for kind in ("plain", "html"):
        words = letter.get_body([kind]).get_content()
        assert "Daring" in words
        assert f"/lokakarya/{workshop.public_id}/gabung/" in words
        assert "Aula Bappeda" not in words
    assert {entry.location for _method, entry, _event in calendars(letter)} == {"Daring"}


def test_row_b10_who_sits_in_the_room_reads_where_it_is(letters, leader, employee, now):
    plan = HYBRID | {"online_url": "https://rapat.contoh.id/a", "spans": spans_in(7)}
    workshop = make_workshop(leader, now=now, **plan)
    register(user=employee, workshop=workshop, wish=Wish("room"), now=now)

    (letter,) = letters(employee)

    words = letter.get_body(["plain"]).get_content()
    assert workshop.place in words
    assert "/gabung/" not in words
    assert {entry.location for _method, entry, _event in calendars(letter)} == {workshop.place}


def test_it_goes_out_though_the_page_was_read(letters, workshop, employee, as_user, now):
    """Reading here puts nothing into a calendar."""
    register(user=employee, workshop=workshop, now=now)
    as_user(employee).get(workshop.get_absolute_url())
    see_kabar(user=employee)

    assert len(letters(employee)) == 1


def test_what_i_did_myself_rings_no_bell(workshop, employee, now):
    """It stands in Kabar as read; the mail goes out all the same."""
    register(user=employee, workshop=workshop, now=now)
    cancel_registration(user=employee, workshop=workshop, now=now)

    kinds = list(employee.notifications.order_by("seq").values_list("kind", "read_at"))
    assert kinds == [("workshops.seat_confirmed", now), ("workshops.seat_returned", now)]
    assert not Notification.objects.of(employee).unread().exists()


def test_row_e6_giving_the_seat_back_cancels_it(letters, workshop, employee, now):
    register(user=employee, workshop=workshop, now=now)
    (first,) = letters(employee)
    cancel_registration(user=employee, workshop=workshop, now=now)

    (last,) = letters(employee)

    assert told(last) == {("CANCEL", "CANCELLED", 1)}
    uids = {entry.uid for letter in (first, last) for _method, entry, _event in calendars(letter)}
    assert len(uids) == 1


def test_taking_a_seat_again_comes_after_that(letters, workshop, employee, now):
    for _time in range(2):
        register(user=employee, workshop=workshop, now=now)
        letters(employee)
        cancel_registration(user=employee, workshop=workshop, now=now)
        letters(employee)
    register(user=employee, workshop=workshop, now=now)

    (letter,) = letters(employee)

    assert told(letter) == {("REQUEST", "CONFIRMED", 4)}


def test_registered_and_given_back_before_a_mail_went_nothing_wrong_is_said(
    letters, workshop, employee, now
):
    register(user=employee, workshop=workshop, now=now)
    cancel_registration(user=employee, workshop=workshop, now=now)

    assert [told(letter) for letter in letters(employee)] == [{("CANCEL", "CANCELLED", 1)}]


def test_row_d9_a_new_time_reaches_the_calendar(letters, workshop, employee, edit, now):
    register(user=employee, workshop=workshop, now=now)
    letters(employee)
    edit(spans=spans_in(8))

    (letter,) = letters(employee, now + MAIL_AFTER)

    assert told(letter) == {("REQUEST", "CONFIRMED", 1)}
    assert calendars(letter)[0][1].start == spans_in(8)[0][0]


def test_each_change_is_mailed_also_while_the_first_news_is_unread(
    letters, workshop, employee, edit, now
):
    """Kabar counts them together; a calendar needs each. No program may take one for a copy."""
    register(user=employee, workshop=workshop, now=now)
    letters(employee)
    edit(spans=spans_in(8))
    (first,) = letters(employee, now + MAIL_AFTER)
    edit(spans=spans_in(9), at=now + 2 * MAIL_AFTER)

    (second,) = letters(employee, now + 3 * MAIL_AFTER)

    assert told(second) == {("REQUEST", "CONFIRMED", 2)}
    assert first["Message-ID"] != second["Message-ID"]
    assert Notification.objects.get(kind="workshops.workshop_changed").count == 2


def test_two_changes_before_the_mail_are_one_mail(letters, workshop, employee, edit, as_user, now):
    register(user=employee, workshop=workshop, now=now)
    letters(employee)
    edit(spans=spans_in(8))
    as_user(employee).get(workshop.get_absolute_url())
    edit(spans=spans_in(9))

    (letter,) = letters(employee, now + MAIL_AFTER)

    assert told(letter) == {("REQUEST", "CONFIRMED", 2)}


def test_a_session_left_out_is_cancelled_and_the_other_stays(letters, leader, employee, now):
    """One part for each session: all entries of a METHOD have the same UID (RFC 5546 3.2.2)."""
    workshop = make_workshop(leader, now=now, spans=spans_in(7, 8))
    register(user=employee, workshop=workshop, now=now)
    (first,) = letters(employee)
    plan = make_plan(leader, now=now, spans=spans_in(7))
    edit_workshop(editor=leader, workshop=workshop, plan=plan, now=now)

    (letter,) = letters(employee, now + MAIL_AFTER)

    assert len(calendars(first)) == 3
    assert told(letter) == {("REQUEST", "CONFIRMED", 0), ("CANCEL", "CANCELLED", 1)}


def test_who_comes_after_a_session_was_called_off_never_knew_it(letters, leader, employee, now):
    workshop = make_workshop(leader, now=now, spans=spans_in(7, 8))
    plan = make_plan(leader, now=now, spans=spans_in(7))
    edit_workshop(editor=leader, workshop=workshop, plan=plan, now=now)

    later = now + timedelta(hours=1)
    register(user=employee, workshop=workshop, now=later)

    (letter,) = letters(employee, later)
    assert [method for method, _entry, _event in calendars(letter)] == ["REQUEST"] * 2


def test_row_d10_calling_off_reaches_every_calendar(letters, workshop, employee, leader, now):
    register(user=employee, workshop=workshop, now=now)
    letters(employee)
    call_off_workshop(actor=leader, workshop=workshop, reason="Ruang rusak.", now=now)

    (letter,) = letters(employee)

    assert told(letter) == {("CANCEL", "CANCELLED", 2)}


def test_a_place_that_the_host_cancels_leaves_the_calendar(
    letters, workshop, employee, leader, now
):
    registration = register(user=employee, workshop=workshop, now=now)
    letters(employee)
    remove_participant(actor=leader, registration=registration, reason="Dobel.", now=now)

    (letter,) = letters(employee, now + MAIL_AFTER)

    assert told(letter) == {("CANCEL", "CANCELLED", 1)}


def test_moving_up_brings_the_invitation(letters, leader, employee, colleague, now):
    full = make_workshop(leader, now=now, seats={"total": 1}, spans=spans_in(20))
    register(user=colleague, workshop=full, now=now)
    register(user=employee, workshop=full, wish=Wish(waits=True), now=now)
    assert letters(employee) == []  # whoever waits has nothing in the calendar

    cancel_registration(user=colleague, workshop=full, now=now)

    (letter,) = letters(employee, now + MAIL_AFTER)
    assert told(letter) == {("REQUEST", "CONFIRMED", 1)}


@pytest.fixture
def offer(leader, employee, colleague, now):
    """The colleague gave up the only seat, two days ahead: it is offered to the employee."""
    near = make_workshop(leader, now=now, seats={"total": 1}, spans=spans_in(2))
    register(user=colleague, workshop=near, now=now)
    register(user=employee, workshop=near, wish=Wish(waits=True), now=now)
    cancel_registration(user=colleague, workshop=near, now=now)
    return near.registrations.get(user=employee)


def test_row_c7_an_offer_is_mailed_at_once_with_the_hour_until_which_it_stands(offer, letters):
    offer.user.language = "id"
    offer.user.save()

    (letter,) = letters(offer.user)

    words = " ".join(letter.get_body(["plain"]).get_content().split())
    assert "Konfirmasi sebelum Rabu, 25 November, 12.00 WIB" in words
    assert "Kamis, 26 November 2026, 09.00–12.00 WIB" in words  # to know what one says yes to
    assert "Karena Anda menunggu kursi" in words
    assert calendars(letter) == []


def test_row_c7_an_offer_that_ran_out_is_not_mailed(offer, letters):
    assert letters(offer.user, offer.answer_by) == []


def test_row_c7_of_an_offer_that_was_taken_only_the_seat_is_mailed(offer, letters, now):
    accept_offer(user=offer.user, workshop=offer.workshop, now=now)

    (letter,) = letters(offer.user)

    assert told(letter) == {("REQUEST", "CONFIRMED", 2)}


def test_an_approval_brings_the_invitation(letters, leader, employee, now):
    workshop = make_workshop(leader, now=now, approval="host", spans=spans_in(7))
    registration = register(user=employee, workshop=workshop, now=now)
    assert letters(employee) == []

    approve_request(actor=leader, registration=registration, now=now)

    (letter,) = letters(employee, now + MAIL_AFTER)
    assert told(letter) == {("REQUEST", "CONFIRMED", 1)}


def test_row_c13_an_approval_without_a_seat_brings_the_place_in_the_line(
    letters, leader, employee, colleague, now
):
    rules = {"seats": {"total": 1}, "approval": "host", "holds_seats": False}
    workshop = make_workshop(leader, now=now, spans=spans_in(7), **rules)
    asked = [register(user=one, workshop=workshop, now=now) for one in (colleague, employee)]
    for one in asked:
        approve_request(actor=leader, registration=one, now=now)

    (letter,) = letters(employee, now + MAIL_AFTER)

    text = letter.get_body(["plain"]).get_content()
    assert "Anda nomor 1 di daftar tunggu" in " ".join(text.split())
    assert workshop.place not in text
    assert calendars(letter) == []


def test_who_only_waited_gets_no_cancellation(letters, leader, employee, colleague, now):
    full = make_workshop(leader, now=now, seats={"total": 1}, spans=spans_in(20))
    register(user=colleague, workshop=full, now=now)
    register(user=employee, workshop=full, wish=Wish(waits=True), now=now)
    call_off_workshop(actor=leader, workshop=full, reason="Ruang rusak.", now=now)

    (letter,) = letters(employee)

    assert calendars(letter) == []


def test_row_47_who_wants_no_mail_gets_none(letters, workshop, employee, now):
    prefer(user=employee, kind="", channel="mail", cadence="never")

    register(user=employee, workshop=workshop, now=now)

    assert letters(employee) == []


def test_without_a_mail_server_it_comes_later_once_and_as_it_is_then(
    letters, workshop, employee, edit, settings, now
):
    settings.EMAIL_BACKEND, usual = "tests.no_such.Backend", settings.EMAIL_BACKEND
    register(user=employee, workshop=workshop, now=now)
    assert letters(employee) == []
    edit(spans=spans_in(8))
    settings.EMAIL_BACKEND = usual

    found = letters(employee, now + BACKOFF[0])

    assert [told(letter) for letter in found] == [{("REQUEST", "CONFIRMED", 1)}]


def test_what_happens_while_a_mail_is_sent_is_sent_too(letters, workshop, employee, edit, now):
    register(user=employee, workshop=workshop, now=now)
    letters(employee)
    edit(spans=spans_in(8))
    Delivery.objects.filter(notification__kind="workshops.workshop_changed").update(
        lease="worker", leased_until=now + timedelta(minutes=2)
    )
    edit(spans=spans_in(9))

    works = Delivery.objects.filter(notification__kind="workshops.workshop_changed")
    assert list(works.values_list("state", "lease")) == [(State.WAITING, "")]


def test_a_name_with_quotes_and_line_breaks_stays_a_name(letters, workshop, employee, now):
    employee.name = 'Ani "Nona"; X-EVIL=1:\r\nATTENDEE:mailto:a@b.id'
    employee.save()
    register(user=employee, workshop=workshop, now=now)

    (letter,) = letters(employee)

    _method, _entry, event = calendars(letter)[0]
    assert event["attendee"] == f"mailto:{employee.email}"
    assert event["attendee"].params["CN"] == "Ani 'Nona'; X-EVIL=1: ATTENDEE:mailto:a@b.id"


def test_only_the_reader_is_named(letters, workshop, employee, colleague, leader, now):
    for person in (employee, colleague):
        register(user=person, workshop=workshop, now=now)

    (letter,) = letters(employee)

    words = letter.as_string()
    assert not [one for one in (colleague.email, leader.email, employee.nip) if one in words]


def test_complaint_28115_mail_download_and_feed_are_one_entry(
    letters, workshop, employee, as_user, address, client, now, time_machine
):
    """cal.com: another UID in the mail than in the calendar made a second entry."""
    time_machine.move_to(now)
    register(user=employee, workshop=workshop, now=now)
    (letter,) = letters(employee)
    _token, secret = make_calendar_token(user=employee, scope="mine", now=now)

    download = as_user(employee).get(address("workshop_calendar", workshop)).content
    feed = client.get(f"/kalender/{secret}.ics").content

    mailed = {entry.place for _method, entry, _event in calendars(letter)}
    assert mailed == {entry.place for body in (download, feed) for entry in read(body)}


def test_complaint_1228_page_mail_and_calendar_name_the_same_hour(
    letters, workshop, employee, as_user, now
):
    """Frappe LMS: the page showed the zone of the batch, the meeting was in another."""
    register(user=employee, workshop=workshop, now=now)
    page = as_user(employee).get(workshop.get_absolute_url()).content.decode()
    (letter,) = letters(employee)

    assert "09.00–12.00 WIB" in page
    assert "09.00–12.00 WIB" in letter.get_body(["plain"]).get_content()
    assert {entry.start for _method, entry, _event in calendars(letter)} == {spans_in(7)[0][0]}


def test_complaint_6655_one_session_called_off_leaves_the_others_alone(
    letters, leader, employee, now
):
    """nextcloud: cancelling one looked like an invitation, or cancelled the whole series."""
    workshop = make_workshop(leader, now=now, spans=spans_in(7, 8))
    register(user=employee, workshop=workshop, now=now)
    letters(employee)
    second = Span(*spans_in(8)[0], 2)
    plan = make_plan(leader, now=now, spans=[second])
    edit_workshop(editor=leader, workshop=workshop, plan=plan, now=now)

    (letter,) = letters(employee, now + MAIL_AFTER)

    ended = {entry.start for method, entry, _event in calendars(letter) if method == "CANCEL"}
    assert ended == {spans_in(7)[0][0]}
    assert "Dibatalkan: Selasa, 1 Desember 2026" in letter.get_body(["plain"]).get_content()
