"""Row 88: a person downloads what is kept of them, and nobody else's."""

import json

import pytest

from discussions.actions import QuestionText, ask_question, post_comment
from tests.factories import area, make_answer


@pytest.fixture
def data(question, employee, colleague, as_user, now):
    answer = make_answer(colleague, question, body="Kata seorang rekan yang lain.")
    post_comment(author=employee, post=answer, body="Terima kasih banyak.", now=now)
    text = QuestionText("Bolehkah perintah lisan ditolak?", "Ceritanya panjang.", [area()], True)
    ask_question(author=employee, text=text, now=now)
    response = as_user(employee).get("/saya/data/?unduh=1")
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Cache-Control"] == "private, no-store"
    return json.loads(response.content)


def test_everything_of_ones_own(data, employee, question):
    assert data["profile"]["email"] == employee.email
    assert [one["is_sealed"] for one in data["questions"]] == [False, True]
    assert [one["body"] for one in data["comments"]] == ["Terima kasih banyak."]


def test_no_word_of_others(data, colleague):
    text = json.dumps(data)
    assert "Kata seorang rekan" not in text
    assert colleague.email not in text
