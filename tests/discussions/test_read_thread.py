"""Reading moves the mark forward, never back; what was told is read."""

import pytest

from discussions.actions import read_thread
from discussions.models import ThreadSeen
from notifications.models import Notification
from tests.factories import make_answer


@pytest.fixture
def mark():
    """The person's read mark of the question."""

    def of(user):
        return ThreadSeen.objects.get(user=user).last_read_no

    return of


def test_opening_the_page_reads_everything_on_it(question, answer, stranger, as_user, mark):
    as_user(stranger).get(question.get_absolute_url())

    assert mark(stranger) == 2


def test_a_tab_with_an_older_page_does_not_move_the_mark_back(
    question, answer, stranger, now, mark
):
    old = type(question).objects.get()
    make_answer(stranger, question)

    read_thread(user=stranger, thread=old, has_news=False, now=now)

    assert mark(stranger) == 3


def test_what_was_told_about_it_is_read(question, answer, employee, as_user):
    assert Notification.objects.of(employee).unread().count() == 1

    as_user(employee).get(question.get_absolute_url())

    assert Notification.objects.of(employee).unread().count() == 0


def test_reading_does_not_follow(question, stranger, as_user):
    as_user(stranger).get(question.get_absolute_url())

    assert ThreadSeen.objects.get(user=stranger).level == "normal"


def test_the_dot_in_the_list_goes_away(question, answer, stranger, as_user):
    client, dot = as_user(stranger), '<span class="dot"'
    assert dot in client.get("/tanya/").content.decode()

    client.get(question.get_absolute_url())

    assert dot not in client.get("/tanya/").content.decode()


def test_the_dot_is_each_persons_own(question, answer, employee, stranger, as_user):
    as_user(stranger).get(question.get_absolute_url())

    assert '<span class="dot"' in as_user(employee).get("/tanya/").content.decode()
