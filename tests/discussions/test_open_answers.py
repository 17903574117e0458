"""Idea 11: at the cut-off all answers open at once, in an order drawn by lot."""

from datetime import timedelta

import pytest

from discussions.actions import accept_answer, hold_answer, open_answers
from discussions.actions.weekly import lot
from discussions.models import HeldAnswer, Post, Thread
from notifications.models import Notification
from tests.factories import UserFactory, make_week


@pytest.fixture
def week(leader, now):
    return make_week(leader, now=now)


@pytest.fixture
def later(now):
    return now + timedelta(days=7)


@pytest.fixture
def answers(week, unit, now):
    """Eight people of the unit have answered, one after the other."""
    people = UserFactory.create_batch(8, unit=unit)
    for number, person in enumerate(people):
        at = now + timedelta(hours=number)
        hold_answer(author=person, thread=week, body=f"Cara nomor {number} kami.", now=at)
    return people


def opened():
    return list(Post.objects.filter(kind="answer").order_by("no"))


def test_idea_11_after_the_cut_off_names_appear(week, answers, as_user, later, employee):
    assert open_answers(now=later - timedelta(minutes=1)) == 0
    assert opened() == []

    assert (open_answers(now=later), open_answers(now=later)) == (1, 0)

    page = as_user(employee).get(week.get_absolute_url()).content.decode()
    assert all(person.name in page for person in answers)
    assert not HeldAnswer.objects.exists()
    thread = Thread.objects.get()
    assert (thread.answer_count, thread.highest_no) == (8, 9)


def test_the_order_is_by_lot_and_the_moment_is_one(week, answers, later, monkeypatch):
    monkeypatch.setattr(lot, "shuffle", lambda rows: rows.reverse())

    open_answers(now=later)

    assert [post.author for post in opened()] == answers[::-1]
    assert {post.created_at for post in opened()} == {later}


def test_those_who_took_part_are_told_once(week, answers, leader, employee, later):
    open_answers(now=later)

    told = Notification.objects.filter(kind="discussions.answers_opened")
    assert {row.recipient for row in told} == {leader, *answers}
    assert not Notification.objects.filter(kind="discussions.answer_posted").exists()


def test_a_closed_question_opens_and_a_removed_one_does_not(week, answers, later):
    Thread.objects.update(deleted_at=later)
    assert open_answers(now=later) == 0
    Thread.objects.update(deleted_at=None, closed_at=later)
    assert open_answers(now=later) == 1
    assert len(opened()) == 8


def test_only_then_a_solution_can_be_chosen(week, answers, leader, later):
    open_answers(now=later)

    accept_answer(actor=leader, answer=opened()[0], kind="asker", now=later)

    assert Thread.objects.get().best_answer == opened()[0]


def test_a_question_that_nobody_answered_opens_too(week, as_user, employee, later):
    open_answers(now=later)

    assert "week" not in as_user(employee).get(week.get_absolute_url()).context


def test_lists_say_what_it_is_until_then(week, as_user, employee, later):
    def row():
        return as_user(employee).get("/tanya/").context["rows"][0]

    before = row()
    open_answers(now=later)

    assert "Pertanyaan pekan ini" in before
    assert "Pertanyaan pekan ini" not in row()
    assert not Thread.objects.unanswered().exclude(pk=week.pk).exists()
