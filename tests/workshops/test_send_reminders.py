"""Reminders: when they are due, as things stand then, to each person once (workshops.md 2.6)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from notifications.actions import prefer
from notifications.digest import unread_news
from notifications.kinds import seen_by
from notifications.mail import words_of
from notifications.models import Delivery, Notification, State
from tests.delivering import deliver_due
from tests.factories import UserFactory, make_plan, make_workshop
from tests.together import together
from workshops.actions import (
    DateIsPast,
    Wish,
    add_material,
    call_off_workshop,
    cancel_registration,
    close_workshop,
    edit_workshop,
    register,
    reminding,
    send_reminders,
    take_attendance,
)
from workshops.actions.materials import NewMaterial
from workshops.models import Reminder, ReminderRule, ReminderSend

NOON = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("Asia/Jakarta"))
START = NOON.replace(hour=9) + timedelta(days=7)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MINUTE = timedelta(minutes=1)
LINK = "https://rapat.contoh.id/rahasia-9"


@pytest.fixture
def now():
    return NOON


@pytest.fixture
def workshop(leader):
    """In a week, 09.00 to 12.00, to register until it is over."""
    return make_workshop(leader, **plan_at(START))


@pytest.fixture
def seat(workshop, employee, now):
    """The employee's, since a week before."""
    return register(user=employee, workshop=workshop, now=now)


@pytest.fixture
def move(workshop, leader):
    def edit(start, at):
        plan = make_plan(leader, **plan_at(start))
        return edit_workshop(editor=leader, workshop=workshop, plan=plan, now=at)

    return edit


def plan_at(*starts, **more):
    spans = [(start, start + 3 * HOUR) for start in starts]
    return {"now": NOON, "spans": spans, "registration_closes_at": spans[-1][1]} | more


def news_of(user):
    """What stands in Kabar as a reminder, oldest first."""
    rows = Notification.objects.of(user).filter(kind="workshops.session_near").order_by("pk")
    return [words_of(row) for row in seen_by(user, rows)]


def reminded(user):
    return ReminderSend.objects.filter(user=user).count()


def test_row_d3_a_day_and_an_hour_before_the_start(seat, employee):
    rounds = [START - DAY - MINUTE, START - DAY, START - 2 * HOUR, START - HOUR, START - MINUTE]

    assert [send_reminders(now=moment) for moment in rounds] == [0, 1, 0, 1, 0]
    assert len(news_of(employee)) == 2


def test_row_d3_it_says_what_and_when(seat, employee):
    send_reminders(now=START - DAY)

    words = (
        "Pengingat: Menulis telaahan staf yang ringkas, Selasa, 1 Desember 2026, 09.00–12.00 WIB"
    )
    assert news_of(employee) == [words]


def test_row_d3_after_the_end_where_the_materials_are(seat, workshop, employee, leader):
    material = NewMaterial("Bahan", "https://contoh.id/bahan")
    add_material(adder=leader, workshop=workshop, material=material, now=NOON)
    ends = START + 3 * HOUR

    assert [send_reminders(now=ends + after) for after in (HOUR, 2 * HOUR, 3 * HOUR)] == [0, 1, 0]
    (row,) = seen_by(employee, Notification.objects.filter(kind="workshops.workshop_over"))
    assert "materinya ada di halamannya" in words_of(row)


def test_row_d3_after_the_end_nobody_is_sent_to_materials_kept_from_them(
    seat, workshop, employee, leader
):
    material = NewMaterial("Bahan", "https://contoh.id/bahan", access="attended")
    add_material(adder=leader, workshop=workshop, material=material, now=NOON)
    ends = START + 3 * HOUR
    send_reminders(now=ends + 2 * HOUR)
    news = Notification.objects.filter(kind="workshops.workshop_over")
    words = [words_of(row) for row in seen_by(employee, news)]

    take_attendance(host=leader, session=workshop.sessions.get(), present=[seat.pk], now=ends)

    words += [words_of(row) for row in seen_by(employee, news)]
    assert ["materinya ada di halamannya" in one for one in words] == [False, True]


def test_row_d3_nobody_who_was_absent_hears_how_it_was(seat, workshop, leader):
    close_workshop(actor=leader, workshop=workshop, now=START + 3 * HOUR)

    assert send_reminders(now=START + 5 * HOUR) == 0


def test_row_d3_each_session_has_its_own_and_the_last_one_ends_it(leader, employee):
    second = START + 7 * DAY
    workshop = make_workshop(leader, **plan_at(START, second))
    register(user=employee, workshop=workshop, now=NOON)
    rounds = [START - HOUR, START + 5 * HOUR, second - DAY, second - HOUR, second + 5 * HOUR]

    assert [send_reminders(now=moment) for moment in rounds] == [1, 0, 1, 1, 1]


def test_row_d3_an_admin_changes_the_rules(seat, admin, as_user):
    ReminderRule.objects.filter(minutes=60).update(is_active=False)
    sent = {"anchor": "start", "minutes": "30", "is_active": "on", "is_usual": "on"}
    as_user(admin).post("/admin/workshops/reminderrule/add/", sent)

    assert [send_reminders(now=START - ahead) for ahead in (HOUR, HOUR / 2)] == [0, 1]


def test_row_d5_moved_before_it_was_due_the_new_time_counts(seat, move, employee):
    later = START + 2 * DAY
    move(later, at=NOON)

    assert [send_reminders(now=start - DAY) for start in (START, later)] == [0, 1]
    assert "3 Desember" in news_of(employee)[0]


def test_row_d6_moved_after_a_reminder_another_comes_for_the_new_time(seat, move, employee):
    """cal.com #13238, #12407: the old time was still used."""
    send_reminders(now=START - DAY)
    later = START + 2 * DAY
    move(later, at=START - DAY + HOUR)

    assert send_reminders(now=later - DAY) == 1
    assert ["3 Desember" in words for words in news_of(employee)] == [True]


def test_row_d6_moved_there_and_back_says_nothing_twice(seat, move):
    send_reminders(now=START - DAY)
    move(START + 2 * DAY, at=START - DAY + MINUTE)
    move(START, at=START - DAY + 2 * MINUTE)

    assert send_reminders(now=START - DAY + 3 * MINUTE) == 0


def test_row_d7_run_twice_it_tells_once(seat, employee):
    """w3c/calendar #45: duplicates."""
    assert [send_reminders(now=START - DAY) for _time in range(2)] == [1, 0]
    assert (reminded(employee), len(news_of(employee))) == (1, 1)


def test_row_d7_control_who_asks_nobody_tells_twice(seat, employee, workshop, monkeypatch):
    everybody = workshop.registrations.confirmed()
    monkeypatch.setattr(reminding, "untold", lambda _reminder: everybody.all())
    monkeypatch.setattr(ReminderSend.objects, "bulk_create", lambda rows: list(rows))

    assert [send_reminders(now=START - DAY) for _time in range(2)] == [1, 1]


def test_row_d7_when_the_clock_is_put_back_nobody_hears_it_again(seat, employee):
    clock = [START - DAY, START - DAY - HOUR, START - DAY, START - DAY + HOUR]

    assert [send_reminders(now=moment) for moment in clock] == [1, 0, 0, 0]


def test_row_d7_when_the_clock_jumps_ahead_what_is_still_of_use_is_told(seat, employee):
    clock = [START - DAY - HOUR, START - DAY + 5 * HOUR, START - MINUTE, START + 400 * DAY]

    assert [send_reminders(now=moment) for moment in clock] == [0, 1, 1, 0]


def test_row_d8_nothing_for_what_has_begun(seat):
    """Indico sends overdue ones."""
    assert [send_reminders(now=START + after) for after in (0 * HOUR, HOUR)] == [0, 0]


def test_row_d8_a_mail_that_waited_until_the_start_is_dropped(seat, employee):
    Delivery.objects.all().delete()
    send_reminders(now=START - HOUR)
    deliver_due(now=START)

    states = Delivery.objects.filter(notification__kind="workshops.session_near")
    assert list(states.values_list("state", flat=True)) == [State.DROPPED]
    assert mail.outbox == []


def test_row_d8_the_summary_does_not_name_what_has_begun(seat, employee):
    send_reminders(now=START - DAY)

    found = [unread_news(employee, NOON, moment).items for moment in (START - HOUR, START)]
    assert [len(items) for items in found] == [1, 0]


def test_a_day_late_is_not_told(seat):
    """A machine that was off for a morning does not say in the afternoon what was due at dawn."""
    assert send_reminders(now=START - DAY + 6 * HOUR) == 0


def test_row_e10_the_mail_brings_the_entry_and_the_place(seat, employee, workshop):
    Delivery.objects.all().delete()
    send_reminders(now=START - DAY)
    deliver_due(now=START - DAY + HOUR)

    (letter,) = mail.outbox
    assert "1 Desember 2026, 09.00–12.00 WIB" in letter.subject
    assert workshop.place in letter.body
    assert [one[0] for one in letter.attachments] == ["lokakarya-1.ics"]


def test_row_b11_online_it_says_how_to_join_and_never_the_link(leader, employee):
    workshop = make_workshop(leader, mode="online", place="", online_url=LINK, **plan_at(START))
    register(user=employee, workshop=workshop, now=NOON)
    Delivery.objects.all().delete()
    send_reminders(now=START - DAY)
    deliver_due(now=START - DAY + HOUR)

    (letter,) = mail.outbox
    assert f"/lokakarya/{workshop.public_id}/gabung/" in letter.body
    parts = [letter.body, *(one[0] for one in letter.alternatives)]
    parts += [one[1] for one in letter.attachments]
    assert [part for part in parts if LINK in part] == []


def test_row_b11_who_sits_in_the_room_of_a_hybrid_is_told_the_room(leader, employee, stranger):
    seats = {"total": 2, "room": 1, "online": 1}
    hybrid = make_workshop(leader, mode="hybrid", online_url=LINK, **plan_at(START, seats=seats))
    register(user=employee, workshop=hybrid, wish=Wish("room"), now=NOON)
    register(user=stranger, workshop=hybrid, wish=Wish("online"), now=NOON)
    Delivery.objects.all().delete()
    send_reminders(now=START - DAY)
    deliver_due(now=START - DAY + HOUR)

    bodies = {one.to[0]: one.body for one in mail.outbox}
    shown = [bodies[person.email] for person in (employee, stranger)]
    assert ["/gabung/" in body for body in shown] == [False, True]
    assert [hybrid.place in body for body in shown] == [True, False]


def test_who_registers_late_hears_once_that_it_starts_soon(workshop, employee):
    register(user=employee, workshop=workshop, now=START - HOUR / 2)

    moments = [START - 25 * MINUTE, START - 10 * MINUTE]
    assert [send_reminders(now=moment) for moment in moments] == [1, 0]
    assert news_of(employee)[0].startswith("Segera dimulai: ")


def test_who_registers_between_two_reminders_hears_the_next(workshop, employee):
    register(user=employee, workshop=workshop, now=START - 20 * HOUR)

    moments = [START - 20 * HOUR + MINUTE, START - HOUR, START - MINUTE]
    assert [send_reminders(now=moment) for moment in moments] == [0, 1, 0]
    assert news_of(employee)[0].startswith("Pengingat: ")


def test_complaint_3179_announced_and_held_on_the_same_day(leader, employee):
    """mint-vernetzt: it reminded nobody."""
    today = NOON + 3 * HOUR
    workshop = make_workshop(leader, **plan_at(today))
    register(user=employee, workshop=workshop, now=NOON)

    assert [send_reminders(now=today - ahead) for ahead in (2 * HOUR, HOUR)] == [0, 1]


def test_complaint_4893_a_date_edited_into_the_past_reminds_nobody(seat, move):
    """Indico."""
    with pytest.raises(DateIsPast):
        move(NOON - 2 * DAY, at=NOON)

    assert send_reminders(now=NOON + MINUTE) == 0


def test_complaint_2150_moved_by_a_month_the_waiting_mail_is_not_sent(seat, move, employee):
    """OneUptime: "tomorrow" was still mailed."""
    Delivery.objects.all().delete()
    send_reminders(now=START - DAY)
    move(START + 30 * DAY, at=START - DAY + MINUTE)
    deliver_due(now=START - DAY + HOUR)

    sent = Delivery.objects.get(notification__kind="workshops.session_near")
    assert (sent.state, news_of(employee)) == (State.DROPPED, [])


@pytest.mark.parametrize("ahead", [20 * HOUR, 5 * HOUR, HOUR / 2])
def test_complaint_3704_moved_closer_the_reminders_are_not_lost(seat, move, ahead):
    """In espocrm they were."""
    move(NOON + ahead, at=NOON)
    moments = [NOON + MINUTE, NOON + ahead - HOUR / 3]

    assert sum(send_reminders(now=moment) for moment in moments) >= 1


def test_a_workshop_that_was_called_off_reminds_nobody(seat, workshop, leader):
    call_off_workshop(actor=leader, workshop=workshop, reason="Banjir di jalan.", now=NOON)

    assert [send_reminders(now=moment) for moment in (START - DAY, START + 5 * HOUR)] == [0, 0]


def test_who_cancelled_or_only_waits_hears_nothing(leader, employee, colleague, stranger):
    workshop = make_workshop(leader, **plan_at(START, seats={"total": 1}))
    for person in (employee, colleague, stranger):
        register(user=person, workshop=workshop, wish=Wish(waits=True), now=NOON)
    cancel_registration(user=employee, workshop=workshop, now=NOON + HOUR)

    assert send_reminders(now=START - DAY) == 1
    assert [reminded(one) for one in (employee, colleague, stranger)] == [0, 1, 0]


def test_who_cancels_after_it_was_told_gets_no_mail(seat, workshop, employee):
    Delivery.objects.all().delete()
    send_reminders(now=START - DAY)
    cancel_registration(user=employee, workshop=workshop, now=START - DAY + MINUTE)
    deliver_due(now=START - DAY + HOUR)

    assert Delivery.objects.get(notification__kind="workshops.session_near").state == State.DROPPED


def test_who_switched_it_off_is_left_alone(seat, employee):
    prefer(user=employee, kind="workshops.session_near", channel="in_app", cadence="never")
    send_reminders(now=START - DAY)

    assert news_of(employee) == []


def test_opening_the_page_reads_it(seat, workshop, employee, as_user):
    send_reminders(now=START - DAY)
    as_user(employee).get(workshop.get_absolute_url())

    assert not Notification.objects.of(employee).unread().exists()


def test_as_many_statements_for_three_as_for_thirty(workshop, unit):
    counts = []
    for more in (3, 27):
        for person in UserFactory.create_batch(more, unit=unit, nip=None):
            workshop.pools.update(capacity=100)
            register(user=person, workshop=workshop, now=NOON)
        Reminder.objects.all().delete()
        Notification.objects.all().delete()
        with CaptureQueriesContext(connection) as captured:
            send_reminders(now=START - DAY)
        counts.append(len(captured))

    assert counts[0] == counts[1]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_row_d7_two_workers_at_the_same_moment_tell_once(workshop, unit):
    workshop.pools.update(capacity=100)
    people = UserFactory.create_batch(60, unit=unit, nip=None)
    for person in people:
        register(user=person, workshop=workshop, now=NOON)

    told = together(*[lambda: send_reminders(now=START - DAY)] * 3)

    assert sum(told) == 60
    assert {len(news_of(person)) for person in people[::20]} == {1}
    assert ReminderSend.objects.count() == 60


def test_row_d3_a_reminder_that_breaks_stops_no_other(leader, employee, monkeypatch):
    for hour in (START, START + 4 * HOUR):
        register(user=employee, workshop=make_workshop(leader, **plan_at(hour)), now=NOON)
    written, broken = reminding.remind, []

    def remind(reminder, now):
        if reminder.starts_at == START:
            broken.append(reminder)
            raise ValueError
        return written(reminder, now)

    monkeypatch.setattr(reminding, "remind", remind)

    assert send_reminders(now=START + 4 * HOUR - DAY) == 1
    assert broken
