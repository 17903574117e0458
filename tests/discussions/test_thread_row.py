"""A row of a list is a cached fragment: whatever it shows is seen anew at once."""

import pytest
from django.utils.translation import override

from accounts.actions import change_member
from discussions.actions import QuestionText, edit_question
from discussions.models import Thread
from foundation.rows import drawn_rows
from tests.factories import area, make_answer


@pytest.fixture
def row(question):
    """The row as a list draws it now, beside what an earlier list cached."""

    def draw():
        (html,) = drawn_rows("discussions/_thread_row.html", Thread.objects.with_row())
        return html

    draw()
    return draw


def test_a_row_that_stands_is_drawn_once(row):
    before = row()
    Thread.objects.update(title="Tanpa versi baru")

    assert row() == before


def test_a_new_title(row, question, now):
    text = QuestionText(title="Judul baru yang jelas?", body="Isi yang cukup.", areas=[area()])

    edit_question(editor=question.author, thread=question, text=text, version=1, now=now)

    assert "Judul baru yang jelas?" in row()


def test_an_answer_and_a_solution(row, question, colleague, choose):
    before = row()
    answer = make_answer(colleague, question)
    answered = row()
    choose(answer)

    assert len({before, answered, row()}) == 3
    assert "pill--solved" in row()


def test_another_area(row, question, now):
    text = QuestionText(title=question.title, body="Isi yang cukup.", areas=[area("T.NAS")])

    edit_question(editor=question.author, thread=question, text=text, version=1, now=now)

    assert str(area("T.NAS")) in row()
    assert str(area("T.KEU")) not in row()


def test_a_new_name_and_unit_of_the_author(row, question, other_unit, now):
    author = question.author
    author.name, author.unit = "Rahma Desky", other_unit

    change_member(user=author, now=now)

    assert "Rahma Desky, Dinas Perhubungan" in row()


def test_a_new_name_of_an_area(row, now):
    renamed = area()
    renamed.name, renamed.updated_at = "Keuangan Baru", now
    renamed.save()

    assert "Keuangan Baru" in row()


def test_a_question_of_another_database_in_the_same_cache(row, question):
    """A restored or emptied database counts its rows from the start again."""
    Thread.objects.update(public_id="xyz23", title="Dari cadangan")

    assert "Dari cadangan" in row()


def test_each_language_has_its_own_row(row):
    with override("en"):
        english = row()

    assert area().name_en in english
    assert area().name_en not in row()


def test_unread_is_laid_over_and_not_cached(row, question):
    threads = Thread.objects.with_row()
    template = "discussions/_thread_row.html"

    (unread,) = drawn_rows(template, threads, unread=[question.pk])
    (read,) = drawn_rows(template, threads)

    assert ('class="dot"' in unread, 'class="dot"' in read) == (True, False)
    assert "<!--unread-->" not in unread + read
