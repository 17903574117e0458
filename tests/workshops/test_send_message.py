"""Row D2: the host writes to participants, one group at a time."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail

from notifications.broadcasting import broadcast_due
from notifications.models import Notification
from tests.delivering import deliver_due
from tests.factories import seat_people
from workshops.actions import (
    NobodyInGroup,
    Wish,
    close_workshop,
    register,
    send_message,
    take_attendance,
)
from workshops.models import WorkshopMessage
from workshops.models.message import group_sizes

NOON = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("Asia/Jakarta"))
WORDS = "Bawalah contoh telaahan staf dari unit Anda masing-masing."


@pytest.fixture
def people(workshop, employee, colleague, stranger, now):
    """One has a seat, one waits; the third has nothing to do with it."""
    workshop.pools.update(capacity=1)
    for person in (employee, colleague):
        register(user=person, workshop=workshop, wish=Wish(waits=True), now=now)
    return [employee, colleague, stranger]


@pytest.fixture
def send(workshop, leader, now):
    def write(group="confirmed", **more):
        words = {"group": group, "body": WORDS, "now": now} | more
        return send_message(author=leader, workshop=workshop, **words)

    return write


def told(*people):
    rows = Notification.objects.filter(kind="workshops.message_sent")
    return [rows.filter(recipient=person).count() for person in people]


@pytest.mark.parametrize(("group", "reached"), [("confirmed", [1, 0, 0]), ("waiting", [0, 1, 0])])
def test_row_d2_it_reaches_the_group_and_nobody_else(people, send, group, reached):
    message = send(group)

    assert told(*people) == reached
    assert (message.people, message.recipients.count()) == (1, 1)


def test_row_d2_those_whose_request_is_open(leader, workshop, employee, send, now):
    type(workshop).objects.filter(pk=workshop.pk).update(approval="host")
    register(user=employee, workshop=workshop, now=now)

    send("requested")

    assert told(employee) == [1]


def test_row_d2_afterwards_to_those_who_were_present_or_absent(
    workshop, leader, employee, colleague, start, now, send, as_user, address
):
    places = [register(user=one, workshop=workshop, now=now) for one in (employee, colleague)]
    page = as_user(leader).get(address("send_message", workshop)).content.decode()
    assert "Hadir" not in page
    session = workshop.sessions.get()
    take_attendance(host=leader, session=session, present=[places[0].pk], now=start)
    close_workshop(actor=leader, workshop=workshop, now=session.ends_at)

    send("present")
    send("absent")

    assert told(employee, colleague) == [1, 1]
    groups = [message.recipients.get() for message in WorkshopMessage.objects.order_by("pk")]
    assert groups == [employee, colleague]


def test_row_d2_those_who_have_not_seen_the_last_change(workshop, people, send, leader, now):
    workshop.changes.create(no=2, at=now, by=leader, before={}, after={})
    workshop.changes.create(no=3, at=now, by=leader, before={}, after={})
    workshop.registrations.filter(user=people[0]).update(seen_change=3)

    message = send("unaware")

    assert told(*people) == [0, 1, 0]
    assert message.people == 1
    assert group_sizes(workshop)["unaware"] == 1
    assert group_sizes(workshop)["confirmed"] == 1


def test_the_page_says_how_many_before_it_is_sent(people, workshop, leader, as_user, address):
    page = as_user(leader).get(address("send_message", workshop)).content.decode()

    for words in ("Terdaftar: 1 orang", "Dalam daftar tunggu: 1 orang"):
        assert words in page


def test_the_mail_has_the_words_and_so_has_the_page(people, send, employee, as_user):
    message = send(now=NOON)
    deliver_due(now=NOON + timedelta(hours=1))
    page = as_user(employee).get(message.get_absolute_url()).content.decode()

    assert WORDS in page
    (letter,) = [one for one in mail.outbox if "menulis kepada peserta" in one.subject]
    assert (letter.to, WORDS in letter.body) == ([employee.email], True)


def test_who_was_not_meant_does_not_find_it(people, send, as_user):
    message = send()

    opened = [as_user(person).get(message.get_absolute_url()).status_code for person in people]
    assert opened == [200, 404, 404]


def test_nobody_is_there_to_write_to(workshop, send):
    with pytest.raises(NobodyInGroup):
        send()


def test_an_empty_group_says_so_and_the_words_stay(workshop, leader, as_user, address):
    sent = {"group": "waiting", "body": WORDS}

    page = as_user(leader).post(address("send_message", workshop), sent)

    assert page.status_code == 409
    assert WORDS in page.content.decode()


@pytest.mark.parametrize(
    "sent", [{}, {"group": "semua", "body": WORDS}, {"group": "confirmed", "body": "Hai"}]
)
def test_bad_input_says_what_and_sends_nothing(people, workshop, leader, as_user, address, sent):
    page = as_user(leader).post(address("send_message", workshop), sent | {"key": "satu"})

    assert page.status_code == 422
    assert told(*people) == [0, 0, 0]


def test_pressed_twice_it_goes_out_once(people, workshop, leader, as_user, address):
    sent = {"group": "confirmed", "body": WORDS, "key": "satu"}

    for _time in range(2):
        as_user(leader).post(address("send_message", workshop), sent)

    assert told(*people) == [1, 0, 0]
    assert WorkshopMessage.objects.count() == 1


def test_more_than_fifty_are_told_by_the_worker_once(workshop, send, now):
    people = seat_people(workshop, 60)
    send()

    for _round in range(2):
        broadcast_due(now=now)

    assert set(told(*people)) == {1}


def test_who_joins_the_group_later_is_not_told(workshop, send, employee, now):
    people = seat_people(workshop, 60)
    send()
    register(user=employee, workshop=workshop, now=now)

    broadcast_due(now=now)

    assert told(employee, people[0]) == [0, 1]


def test_only_so_many_in_an_hour(people, workshop, leader, as_user, address):
    sent = {"group": "confirmed", "body": WORDS}

    codes = [
        as_user(leader).post(address("send_message", workshop), sent | {"key": f"k{n}"}).status_code
        for n in range(11)
    ]

    assert codes == [302] * 10 + [429]
