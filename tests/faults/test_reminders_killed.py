"""A round of reminders dies in its middle: a real process, SIGKILL (issue 7, "Show it" 4)."""

import signal
from collections import Counter
from datetime import timedelta

import pytest

from notifications.models import Notification
from tests.factories import make_workshop, seat_people
from workshops.actions import send_reminders
from workshops.models import ReminderSend


@pytest.fixture
def people(start, leader, now):
    """Sixty, so that they are told in two slices; the workshop begins tomorrow."""
    begins = now + timedelta(hours=23)
    spans = [(begins, begins + timedelta(hours=2))]
    return seat_people(make_workshop(leader, spans=spans, registration_closes_at=begins), 60)


@pytest.fixture
def killed(people, start):
    """The round, after its end; how many were told before it."""

    def run(**more):
        worker = start("bench.faults.half_reminded", **more)
        assert worker.wait(60) == -signal.SIGKILL
        return len(times_told())

    return run


def times_told():
    rows = Notification.objects.filter(kind="workshops.session_near")
    return Counter(rows.values_list("recipient", flat=True))


def test_row_d7_killed_in_the_middle_the_next_round_tells_the_rest_once(killed, people, now):
    assert killed() == 50

    assert send_reminders(now=now) == 10
    assert times_told() == Counter({person.pk: 1 for person in people})
    assert ReminderSend.objects.count() == 60


def test_row_d7_control_rows_that_do_not_share_the_transaction_lose_people(killed, now):
    assert killed(FAULT="apart") == 50

    assert send_reminders(now=now) == 0
    assert len(times_told()) == 50
