"""Opening again: the credits are taken back by negative rows, and closing credits anew."""

from datetime import timedelta

import pytest

from competencies.models import LearningRecord
from notifications.models import Notification
from workshops.actions import call_off_workshop, close_workshop, reopen_workshop, take_attendance


@pytest.fixture
def over(start):
    return start + timedelta(hours=3)


@pytest.fixture
def closed(attended, leader, over):
    """The employee was credited."""
    return close_workshop(actor=leader, workshop=attended, now=over)


def test_reopening_takes_the_hours_back_by_a_negative_row(closed, leader, employee, over):
    reopen_workshop(actor=leader, workshop=closed, now=over)

    rows = LearningRecord.objects.filter(user=employee).order_by("pk")
    assert list(rows.values_list("jp", "source_version")) == [(5, 1), (-5, 1)]
    assert rows[1].reverses == rows[0]


def test_reopening_twice_takes_them_back_once(closed, leader, employee, over):
    for _time in (1, 2):
        reopen_workshop(actor=leader, workshop=closed, now=over)

    assert LearningRecord.objects.filter(user=employee).total_jp() == 0


def test_closing_again_credits_again_with_the_next_version(closed, leader, over):
    reopened = reopen_workshop(actor=leader, workshop=closed, now=over)

    close_workshop(actor=leader, workshop=reopened, now=over)

    rows = LearningRecord.objects.order_by("pk").values_list("jp", "source_version")
    assert list(rows) == [(5, 1), (-5, 1), (5, 2)]


def test_presence_can_be_corrected_after_reopening(closed, leader, over):
    reopened = reopen_workshop(actor=leader, workshop=closed, now=over)
    take_attendance(host=leader, session=reopened.sessions.get(), present=[], now=over)

    close_workshop(actor=leader, workshop=reopened, now=over)

    assert LearningRecord.objects.all().total_jp() == 0
    assert reopened.registrations.get().attendance == "no_show"


def test_reopened_nobody_counts_as_present_until_it_is_closed_again(closed, leader, over):
    assert closed.registrations.get().attendance == "full"

    reopen_workshop(actor=leader, workshop=closed, now=over)

    assert closed.registrations.get().attendance == "none"


def test_called_off_it_is_not_opened_again(workshop, leader, now, as_user, address):
    call_off_workshop(actor=leader, workshop=workshop, reason="Banjir di jalan.", now=now)

    as_user(leader).post(address("reopen_workshop", workshop))

    workshop.refresh_from_db()
    assert workshop.is_called_off


def test_the_host_reopens_from_the_list(closed, leader, as_user, address):
    as_user(leader).post(address("reopen_workshop", closed))

    closed.refresh_from_db()
    assert (closed.status, closed.done_at) == ("published", None)


def test_who_was_credited_by_mistake_hears_that_the_hours_are_gone(closed, leader, employee, over):
    reopened = reopen_workshop(actor=leader, workshop=closed, now=over)
    unread = Notification.objects.unread().filter(recipient=employee)
    assert not unread.filter(kind="workshops.learning_credited").exists()
    take_attendance(host=leader, session=reopened.sessions.get(), present=[], now=over)

    close_workshop(actor=leader, workshop=reopened, now=over)

    assert unread.filter(kind="workshops.learning_corrected").count() == 1
    assert not unread.filter(kind="workshops.learning_credited").exists()


def test_who_is_credited_anew_reads_nothing_else(closed, leader, employee, over):
    reopened = reopen_workshop(actor=leader, workshop=closed, now=over)

    close_workshop(actor=leader, workshop=reopened, now=over)

    told = Notification.objects.unread().filter(recipient=employee)
    assert told.filter(kind="workshops.learning_credited").count() == 1
    assert not told.filter(kind="workshops.learning_corrected").exists()
