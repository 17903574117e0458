"""A choice is taken back: the question is unsolved again, and the ledger keeps both."""

import pytest

from discussions.actions import recount, unaccept_answer
from discussions.models import Solution, SolutionEvent
from notifications.models import LiveEvent
from search.models import SearchEntry


@pytest.fixture
def chosen(answer, choose):
    choose(answer)
    return answer


def address(answer):
    return f"/j/{answer.public_id}/bukan-solusi/"


def test_the_asker_takes_it_back(chosen, question, employee, as_user):
    response = as_user(employee).post(address(chosen))

    assert response.url == chosen.get_absolute_url()
    question.refresh_from_db()
    assert (question.best_answer, Solution.objects.count()) == (None, 0)
    verbs = SolutionEvent.objects.order_by("pk").values_list("verb", "actor_role")
    assert list(verbs) == [("accept", "asker"), ("withdraw", "asker")]
    assert SearchEntry.objects.get(object_id=question.pk, kind="discussions.thread").mark == ""
    assert LiveEvent.objects.filter(event="solution-withdrawn").exists()
    assert recount(repair=False) == []


def test_the_cached_answer_shows_it(chosen, question, employee, as_user):
    client = as_user(employee)
    assert "answer--best" in client.get(question.get_absolute_url()).content.decode()

    client.post(address(chosen))

    page = client.get(question.get_absolute_url()).content.decode()
    assert "answer--best" not in page
    assert "Pernah jadi solusi" in page


def test_twice_is_once(chosen, employee, now):
    for _press in range(2):
        unaccept_answer(actor=employee, answer=chosen, role="asker", now=now)

    assert SolutionEvent.objects.filter(verb="withdraw").count() == 1


def test_another_answer_is_left_alone(chosen, other_answer, employee, as_user, question):
    as_user(employee).post(address(other_answer))

    question.refresh_from_db()
    assert question.best_answer_id == chosen.pk


@pytest.mark.parametrize("who", ["colleague", "stranger", "leader", "admin"])
def test_nobody_else_does(chosen, request, who, as_user):
    client = as_user(request.getfixturevalue(who))

    assert client.post(address(chosen)).status_code == 403


def test_a_moderator_may(chosen, moderator, as_user):
    assert as_user(moderator).post(address(chosen)).status_code == 302
    assert SolutionEvent.objects.order_by("pk").last().actor_role == "moderator"
