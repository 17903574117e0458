"""Row 87: a leader thanks whoever answered somebody of the unit, once, and is not loud."""

from datetime import timedelta

import pytest

from accounts.models import User
from discussions.actions import AnswerIsGone, ThankedEnough, delete_answer, thank_answer
from discussions.models import Thanks, Thread
from foundation.sealing import mark_of
from notifications.models import Notification
from tests.factories import UserFactory, make_answer


@pytest.fixture
def answer(question, stranger):
    """The stranger's answer to the employee's question."""
    return make_answer(stranger, question)


def told():
    rows = Notification.objects.filter(kind="discussions.answer_thanked")
    return [(row.recipient, row.actor, row.count) for row in rows]


def test_row_87_its_author_is_told_once(answer, leader, stranger, now):
    for _twice in range(2):
        thank_answer(actor=leader, answer=answer, now=now)

    assert told() == [(stranger, leader, 1)]
    assert Thanks.objects.count() == 1


def test_ten_in_a_day(question, leader, now):
    answers = [make_answer(UserFactory(), question) for _n in range(11)]
    for answer in answers[:10]:
        thank_answer(actor=leader, answer=answer, now=now)

    with pytest.raises(ThankedEnough):
        thank_answer(actor=leader, answer=answers[10], now=now)
    thank_answer(actor=leader, answer=answers[10], now=now + timedelta(days=1, minutes=1))


def test_not_for_what_was_removed_meanwhile(answer, leader, stranger, now):
    delete_answer(actor=stranger, answer=answer, role="author", reason="", now=now)

    with pytest.raises(AnswerIsGone):
        thank_answer(actor=leader, answer=answer, now=now)


@pytest.fixture
def press(as_user, unit):
    def send(person, answer):
        url = f"/unit/{unit.slug}/terima-kasih/{answer.public_id}/"
        return as_user(person).post(url).status_code

    return send


def test_by_the_page_and_not_offered_again(answer, leader, unit, as_user, press):
    client = as_user(leader)
    page = f"/unit/{unit.slug}/"
    assert answer.public_id in client.get(page).content.decode()

    assert press(leader, answer) == 302
    assert list(client.get(page).context["answers"]) == []
    assert press(leader, answer) == 302, "sending twice changes nothing"


def test_only_who_leads_the_unit(answer, employee, other_leader, moderator, press):
    assert [press(one, answer) for one in (employee, other_leader, moderator)] == [404, 404, 404]
    assert told() == []


def test_not_for_an_own_answer_nor_one_of_the_asker(question, employee, leader, press):
    own = make_answer(leader, question)
    askers = make_answer(employee, question)

    assert [press(leader, one) for one in (own, askers)] == [404, 404]


def test_not_for_an_answer_to_a_sealed_question(answer, employee, leader, press):
    Thread.objects.update(author=None, unit=None, sealed_mark=mark_of(employee.pk))

    assert press(leader, answer) == 404


def test_not_for_an_answer_to_another_unit(answer, leader, other_unit, press):
    User.objects.filter(pk=Thread.objects.get().author_id).update(unit=other_unit)

    assert press(leader, answer) == 404
