"""Questions in several states, and the forms that pages send about them."""

from datetime import timedelta

import pytest

from discussions.actions import SuggestedText, accept_answer, suggest_edit
from discussions.models import Post
from tests.factories import area, make_answer, make_question

BETTER = "Cukup lewat pergeseran antar-rincian, lalu cetak DPPA."


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
def suggest(now):
    """Somebody words a text better; changes replace the fields of the suggestion."""

    def send(author, post, *, at=None, key="", **changes):
        post = Post.objects.get(pk=post.pk)
        fields = {"body": BETTER, "reason": "Lebih jelas.", "version": post.version}
        if post.no == 1:
            fields |= {"title": post.thread.title, "areas": post.thread.shown_areas}
        text = SuggestedText(**(fields | changes))
        return suggest_edit(author=author, post=post, text=text, now=at or now, key=key)

    return send


@pytest.fixture
def suggestion(answer, stranger, suggest):
    """The stranger words the colleague's answer better."""
    return suggest(stranger, answer)


@pytest.fixture
def choose(now):
    """The asker's choice of a best solution."""

    def accept(answer, *, by=None, kind="asker", at=None):
        actor = by or answer.thread.author
        return accept_answer(actor=actor, answer=answer, kind=kind, now=at or now)

    return accept


@pytest.fixture
def rows_read(monkeypatch):
    """The rows of a model that are read from now on: of each the names of its fields."""

    def watch(model):
        read, build = [], model.from_db.__func__

        def from_db(cls, db, field_names, values):
            read.append(field_names)
            return build(cls, db, field_names, values)

        monkeypatch.setattr(model, "from_db", classmethod(from_db))
        return read

    return watch
