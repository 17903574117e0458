"""Row 27: a solved question that has gone silent closes by itself."""

from datetime import timedelta

import pytest

from discussions.actions import close_solved
from discussions.models import CurationEvent, Thread

DAYS = timedelta(days=181)


@pytest.fixture
def solved(question, answer, choose):
    choose(answer)
    return question


def test_after_half_a_silent_year(solved, now):
    assert close_solved(now=now + timedelta(days=179)) == 0
    assert close_solved(now=now + DAYS) == 1

    thread = Thread.objects.get()
    assert (thread.is_open, thread.closed_by) == (False, None)
    event = CurationEvent.objects.get()
    assert (event.verb, event.actor) == ("close-solved", None)
    assert close_solved(now=now + DAYS) == 0


def test_an_unsolved_one_stays_open(question, answer, now):
    assert close_solved(now=now + DAYS) == 0


def test_zero_days_close_nothing(solved, now, settings):
    settings.FORUM_CLOSE_SOLVED_DAYS = 0

    assert close_solved(now=now + DAYS) == 0


def test_the_history_says_that_time_did_it(solved, now, as_user, employee):
    close_solved(now=now + DAYS)

    page = as_user(employee).get(f"/tanya/{solved.public_id}/riwayat/").content.decode()

    assert "<b>Waktu</b>" in page
