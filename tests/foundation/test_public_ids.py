"""Public ids: random, dictated without mistakes, drawn again when taken."""

import pytest
from django.urls import reverse

from foundation import models
from tests.factories import UserFactory, make_answer


def test_ids_have_five_signs_and_those_of_posts_six(question, colleague):
    answer = make_answer(colleague, question)

    assert (len(question.public_id), len(answer.public_id)) == (5, 6)
    assert set(question.public_id + answer.public_id) <= set(models.ALPHABET)


def test_no_sign_of_an_id_can_be_taken_for_another():
    assert not set(models.ALPHABET) & set("0o1liaeu")
    assert len(set(models.ALPHABET)) == len(models.ALPHABET)


def test_a_taken_id_is_drawn_again(unit, monkeypatch):
    monkeypatch.setattr(models, "ALPHABET", "bc")  # thirty-two ids in all

    drawn = {user.public_id for user in UserFactory.create_batch(30, unit=unit)}

    assert len(drawn) == 30


def test_an_id_stays_when_the_row_is_saved_again(question):
    before = question.public_id

    question.save()
    question.refresh_from_db()

    assert question.public_id == before


def test_an_id_typed_in_capitals_is_found(question, colleague, as_user):
    response = as_user(colleague).get(f"/t/{question.public_id.upper()}/")

    assert (response.status_code, response.url) == (302, question.get_absolute_url())


@pytest.mark.parametrize("name", ["discussions:thread_detail", "discussions:thread_link"])
def test_an_unknown_id_is_not_found(name, employee, as_user):
    assert as_user(employee).get(reverse(name, args=["zzzzz"])).status_code == 404
