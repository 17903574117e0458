"""Questions in several states, and the forms that pages send about them."""

from datetime import timedelta

import pytest

from discussions.actions import accept_answer
from tests.factories import area, make_answer, make_question


@pytest.fixture
def answer(question, colleague):
    """The colleague's answer to the employee's question."""
    return make_answer(colleague, question)


@pytest.fixture
def other_answer(question, stranger, answer):
    """A second answer, by the stranger."""
    return make_answer(stranger, question, body="Mintalah operator membuka kunci rincian.")


@pytest.fixture
def unit_question(employee):
    """Asked by the employee for the own unit only."""
    thread = make_question(employee, title="Siapa yang piket hari Sabtu ini?")
    thread.visibility = "unit"
    thread.save()
    return thread


@pytest.fixture
def closed_question(question, now):
    question.closed_at = now
    question.save()
    return question


@pytest.fixture
def silent_question(employee, colleague, now):
    """Asked and answered twenty days ago; nothing since."""
    then = now - timedelta(days=20)
    thread = make_question(employee, title="Apakah SPPD boleh digabung?", now=then)
    make_answer(colleague, thread, now=then)
    thread.refresh_from_db()
    return thread


@pytest.fixture
def question_form():
    """What the page of a new question sends; changes replace its fields."""

    def fill(**changes):
        fields = {
            "title": "Bagaimana mengoreksi kode rekening belanja?",
            "body": "Sistem menolak karena rinciannya tidak cocok.",
            "areas": [area("T.KEU").pk],
        }
        return fields | changes

    return fill


@pytest.fixture
def choose(now):
    """The asker's choice of a best solution."""

    def accept(answer, *, by=None, kind="asker", at=None):
        actor = by or answer.thread.author
        return accept_answer(actor=actor, answer=answer, kind=kind, now=at or now)

    return accept
