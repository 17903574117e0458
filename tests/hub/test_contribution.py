"""Saya, Kontribusi: people helped, each once; never points (rows 71 to 73 are declined)."""

import json

import pytest

from discussions.actions import (
    QuestionText,
    accept_answer,
    ask_question,
    confirm_worked,
    delete_answer,
    find_answer,
    mark_helpful,
    merge_questions,
    unaccept_answer,
)
from discussions.models import Award, Thread
from discussions.models.helping import people_helped
from tests.factories import UserFactory, area, make_answer, make_question

URL = "/saya/kontribusi/"


@pytest.fixture
def answer(question, colleague):
    return make_answer(colleague, question)


@pytest.fixture
def sealed(employee, now):
    text = QuestionText("Bolehkah perintah ditolak?", "Ceritanya panjang.", [area()], True)
    return ask_question(author=employee, text=text, now=now)


def test_each_person_counts_once_whatever_they_said(
    answer, question, colleague, employee, stranger, leader, moderator, now
):
    assert people_helped(colleague) == 0

    for post in (answer, make_answer(colleague, make_question(employee))):
        for person in (employee, stranger):
            mark_helpful(user=person, post=post, now=now)
    assert people_helped(colleague) == 2

    confirm_worked(user=stranger, post=answer, now=now)
    confirm_worked(user=leader, post=answer, now=now)
    assert people_helped(colleague) == 3

    find_answer(user=moderator, thread=question, asked="Kode rekening?", now=now)
    assert people_helped(colleague) == 3, "nothing solves that question yet"
    accept_answer(actor=employee, answer=answer, kind="asker", now=now)
    assert people_helped(colleague) == 4


def test_the_asker_whose_question_it_solved_counts(answer, colleague, employee, now):
    accept_answer(actor=employee, answer=answer, kind="asker", now=now)

    assert (people_helped(colleague), people_helped(employee)) == (1, 0)


def test_nobody_helps_themselves(employee, now):
    own = make_answer(employee, make_question(employee))
    accept_answer(actor=employee, answer=own, kind="asker", now=now)
    find_answer(user=employee, thread=own.thread, asked="Kode rekening?", now=now)

    assert people_helped(employee) == 0


def test_what_is_removed_or_hidden_counts_no_more(answer, colleague, employee, now):
    mark_helpful(user=employee, post=answer, now=now)
    Thread.objects.update(hidden_at=now)
    assert people_helped(colleague) == 0

    Thread.objects.update(hidden_at=None)
    delete_answer(actor=colleague, answer=answer, role="author", reason="", now=now)
    assert people_helped(colleague) == 0


def test_a_sealed_asker_counts_by_question_and_is_never_known_again(
    sealed, answer, colleague, employee, now
):
    """The number goes up whoever asked, so it tells nobody who it was."""
    mark_helpful(user=employee, post=answer, now=now)
    solution = make_answer(colleague, sealed)
    accept_answer(actor=employee, answer=solution, kind="asker", now=now)

    assert people_helped(colleague) == 2


@pytest.mark.parametrize("helped_before", ["employee", "stranger"])
def test_whatever_a_sealed_asker_says_counts_by_question_also_after_a_merge(
    helped_before, sealed, answer, colleague, employee, moderator, stranger, request, now
):
    """Once more, whether or not it is somebody who was helped before."""
    mark_helpful(user=request.getfixturevalue(helped_before), post=answer, now=now)
    solution = make_answer(colleague, sealed)
    for say in (mark_helpful, confirm_worked):
        say(user=employee, post=solution, now=now)
        assert people_helped(colleague) == 2
    accept_answer(actor=employee, answer=solution, kind="asker", now=now)
    assert people_helped(colleague) == 2
    unaccept_answer(actor=employee, answer=solution, role="asker", now=now)

    into = make_question(stranger, title="Perintah lisan boleh ditolak?")
    merge_questions(actor=moderator, source=sealed, into=into, reason="Sama.", now=now)

    assert people_helped(colleague) == 2


def test_the_page_shows_ones_own(answer, sealed, question, colleague, employee, as_user, now):
    mark_helpful(user=employee, post=answer, now=now)
    accept_answer(actor=employee, answer=answer, kind="asker", now=now)

    page = as_user(colleague).get(URL).content.decode()
    assert "1 orang terbantu" in page
    assert page.count(question.title) == 2  # among the solutions and among the answers

    own = as_user(employee).get(URL).content.decode()
    assert question.title in own
    assert sealed.title in own


@pytest.mark.parametrize("role", ["colleague", "leader", "moderator", "admin"])
def test_a_sealed_question_is_nowhere_on_what_others_see(
    role, sealed, question, employee, as_user, request
):
    viewer = as_user(request.getfixturevalue(role))

    assert sealed.title not in viewer.get(employee.get_absolute_url()).content.decode()
    assert sealed.title not in viewer.get(URL).content.decode()


def test_colleagues_see_how_many_were_helped(answer, colleague, employee, as_user, now):
    profile = colleague.get_absolute_url()
    assert "terbantu" not in as_user(employee).get(profile).content.decode()

    mark_helpful(user=employee, post=answer, now=now)

    assert "1 orang terbantu" in as_user(employee).get(profile).content.decode()


def test_whoever_has_not_answered_yet_is_invited(employee, as_user):
    assert "/tanya/?status=belum" in as_user(employee).get(URL).content.decode()


def test_row_74_awards_are_part_of_the_own_data(employee, as_user, now):
    Award.objects.create(user=employee, rule=Award.Rule.FIRST_GUIDE, at=now)

    data = json.loads(as_user(employee).get("/saya/data/?unduh=1").content)

    assert [(one["name"], one["is_shown"]) for one in data["awards"]] == [
        ("Panduan pertama", False)
    ]


def test_no_more_queries_for_more_rows(colleague, employee, as_user, same_queries, now):
    rules = iter(Award.Rule.values)

    def add(count):
        for _each in range(count):
            solved = make_answer(colleague, make_question(UserFactory()))
            accept_answer(actor=solved.thread.author, answer=solved, kind="asker", now=now)
            make_question(colleague)
        if rule := next(rules, None):
            Award.objects.create(user=colleague, rule=rule, at=now)

    same_queries(as_user(colleague), URL, add)


def test_the_profile_needs_no_more_queries_for_more_rows(
    colleague, employee, as_user, same_queries, now
):
    def add(count):
        for _each in range(count):
            answer = make_answer(colleague, make_question(employee))
            mark_helpful(user=UserFactory(), post=answer, now=now)

    same_queries(as_user(employee), colleague.get_absolute_url(), add)
