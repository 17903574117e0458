"""Row 28, idea 7: an answer worked in practice; an edit and a year turn the evidence grey."""

from datetime import timedelta

import pytest

from discussions.actions import confirm_worked, edit_answer, recount, unconfirm_worked
from discussions.models import Post
from discussions.models.evidence import evidence_of
from tests.factories import UserFactory


@pytest.fixture
def evidence(answer, employee, now):
    def read(at=now):
        return evidence_of([Post.objects.get(pk=answer.pk)], employee, at)[answer.pk]

    return read


def test_units_are_counted_not_people(answer, employee, leader, stranger, evidence, now):
    for person in (employee, leader, stranger):
        confirm_worked(user=person, post=answer, now=now)

    found = evidence()
    assert (found.units, found.before, found.is_mine) == (2, 0, True)
    assert found.last == now
    assert recount(repair=False) == []


def test_an_edit_turns_it_grey_until_it_is_confirmed_again(
    answer, employee, stranger, evidence, now
):
    for person in (employee, stranger):
        confirm_worked(user=person, post=answer, now=now)
    edit_answer(editor=answer.author, answer=answer, body="Cara yang baru.", version=1, now=now)

    assert (evidence().units, evidence().before) == (0, 2)
    confirm_worked(user=stranger, post=answer, now=now)
    assert (evidence().units, evidence().before) == (1, 1)


def test_a_year_turns_it_grey(answer, employee, evidence, now):
    confirm_worked(user=employee, post=answer, now=now)

    later = evidence(now + timedelta(days=366))

    assert (later.units, later.before) == (0, 1)


def test_it_is_taken_back(answer, employee, now):
    confirm_worked(user=employee, post=answer, now=now)

    assert unconfirm_worked(user=employee, post=answer).worked_count == 0


def test_the_page_says_it_and_the_cached_answer_follows(answer, employee, stranger, as_user):
    client, url = as_user(employee), f"/j/{answer.public_id}/berhasil/"
    page = answer.thread.get_absolute_url()
    assert "Dipakai" not in client.get(page).content.decode()

    fragment = client.post(url, {"on": "1"}, headers={"HX-Request": "true"}).content.decode()

    assert "Dipakai 1 unit" in fragment
    assert "Dipakai 1 unit" in client.get(page).content.decode()
    assert "Dipakai 1 unit" in as_user(stranger).get(page).content.decode()
    client.post(url, {"on": "0"})
    assert "Dipakai" not in client.get(page).content.decode()


def test_nobody_confirms_the_own_answer(answer, colleague, as_user):
    assert as_user(colleague).post(f"/j/{answer.public_id}/berhasil/").status_code == 403


def test_many_cost_one_query(question, answer, as_user, stranger, same_queries, now):
    def add(count):
        for _each in range(count):
            confirm_worked(user=UserFactory(), post=answer, now=now)

    same_queries(as_user(stranger), question.get_absolute_url(), add)
