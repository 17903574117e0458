"""Leaving the house: only what is unread, wanted, visible and not at night (rows 47, 48)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.utils import timezone

from accounts.actions import suspend_member
from notifications.actions import prefer, read_about, see_kabar
from notifications.choosing import quiet_until
from notifications.models import Delivery, Notification, QuietHours, State
from notifications.writing import MAIL_AFTER
from tests.delivering import deliver_due
from tests.factories import make_question

NOON = datetime(2026, 11, 26, 12, tzinfo=ZoneInfo("Asia/Jakarta"))


@pytest.fixture
def now():
    """Noon in Kutacane: nobody's quiet hours."""
    return NOON


@pytest.fixture
def wants_mail(employee):
    prefer(user=employee, kind="discussions.answer_posted", channel="mail", cadence="at_once")
    return employee


@pytest.fixture
def make_questions(employee):
    return lambda count: [make_question(employee) for _ in range(count)]


@pytest.fixture
def later(now):
    return now + MAIL_AFTER


def states():
    return list(Delivery.objects.values_list("channel", "state"))


def test_row_47_a_kind_is_written_by_mail_to_who_wants_it_so(wants_mail, tell, later):
    tell(wants_mail)

    deliver_due(now=later)

    assert states() == [("mail", State.SENT)]
    assert [one.to for one in mail.outbox] == [[wants_mail.email]]
    assert Notification.objects.get().emailed_at == later


def test_row_47_whoever_chose_nothing_gets_the_usual(employee, tell, later):
    """An answer stands in Kabar and waits for the digest; no mail of its own."""
    tell(employee)

    deliver_due(now=later)

    assert (states(), mail.outbox) == ([], [])


def test_row_47_switching_a_channel_off_silences_every_kind(wants_mail, tell, later):
    prefer(user=wants_mail, channel="mail", cadence="never")

    tell(wants_mail)

    assert states() == []


def test_switched_off_meanwhile_is_not_sent(wants_mail, tell, later):
    tell(wants_mail)
    prefer(user=wants_mail, channel="mail", cadence="never")

    deliver_due(now=later)

    assert (states(), mail.outbox) == ([("mail", State.DROPPED)], [])


def test_row_48_what_was_read_here_is_not_mailed(wants_mail, tell, question, now, later):
    tell(wants_mail)
    read_about(user=wants_mail, about=question, now=now)

    deliver_due(now=later)

    assert (states(), mail.outbox) == ([("mail", State.DROPPED)], [])


def test_row_48_what_was_seen_in_kabar_is_not_mailed(wants_mail, tell, later):
    tell(wants_mail)
    see_kabar(user=wants_mail)

    deliver_due(now=later)

    assert mail.outbox == []


def test_row_46_ten_answers_are_one_mail(wants_mail, tell, later):
    for _answer in range(10):
        tell(wants_mail)

    deliver_due(now=later)

    assert len(mail.outbox) == 1


def test_what_is_hidden_meanwhile_is_not_named(wants_mail, tell, hidden, later):
    tell(wants_mail, about=hidden)

    deliver_due(now=later)

    assert (states(), mail.outbox) == ([("mail", State.DROPPED)], [])


def test_a_suspended_person_is_not_written_to(wants_mail, tell, admin, now, later):
    tell(wants_mail)
    by = {"by": admin, "reason": "Diperiksa.", "now": now}
    suspend_member(user=wants_mail, until=timezone.now() + timedelta(days=1), **by)

    deliver_due(now=later)

    assert mail.outbox == []


def test_a_mail_says_it_in_the_readers_language(wants_mail, tell, colleague, later):
    wants_mail.language = "en"
    wants_mail.save()
    tell(wants_mail, actor=colleague)

    deliver_due(now=later)

    assert mail.outbox[0].subject.startswith(f"{colleague.name} answered: ")


def test_a_title_with_signs_arrives_as_it_was_written(wants_mail, tell, question, later):
    question.title = 'SPJ & "nota" <b>pagu</b>?'
    question.save()
    tell(wants_mail)

    deliver_due(now=later)

    assert mail.outbox[0].subject.endswith('SPJ & "nota" <b>pagu</b>?')
    assert "<b>pagu</b>" not in mail.outbox[0].alternatives[0].content


def test_the_same_mail_has_the_same_id_at_every_try(wants_mail, tell, later):
    tell(wants_mail)
    deliver_due(now=later)
    Delivery.objects.update(state=State.WAITING)

    deliver_due(now=later)

    first, second = (one.extra_headers["Message-ID"] for one in mail.outbox)
    assert first == second


def test_r36_a_minute_takes_only_so_many_mails(wants_mail, tell, settings, make_questions, later):
    settings.FORUM_MAIL_PER_MINUTE = 2
    for one in make_questions(3):
        tell(wants_mail, about=one)

    deliver_due(now=later)
    at_first = len(mail.outbox)
    deliver_due(now=later + timedelta(seconds=61))

    assert (at_first, len(mail.outbox)) == (2, 3)


def test_at_night_it_waits_until_six(wants_mail, tell):
    evening = NOON.replace(hour=21)
    tell(wants_mail)

    deliver_due(now=evening)
    waiting = Delivery.objects.get()
    deliver_due(now=waiting.next_try_at)

    assert timezone.localtime(waiting.next_try_at).strftime("%d %H.%M") == "27 06.00"
    assert (waiting.attempts, len(mail.outbox)) == (0, 1)


@pytest.mark.parametrize(
    ("hours", "hour", "ends"),
    [
        ((20, 6), 19, None),
        ((20, 6), 20, "27 06"),
        ((20, 6), 23, "27 06"),
        ((20, 6), 5, "26 06"),
        ((20, 6), 6, None),
        ((12, 14), 13, "26 14"),
        ((12, 14), 14, None),
        ((0, 0), 3, None),
    ],
)
def test_quiet_hours_may_cross_midnight(employee, hours, hour, ends):
    QuietHours.objects.create(user=employee, from_hour=hours[0], until_hour=hours[1])

    until = quiet_until(employee, NOON.replace(hour=hour))

    assert (timezone.localtime(until).strftime("%d %H") if until else None) == ends
