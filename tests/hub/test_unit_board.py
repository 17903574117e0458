"""Row 87: how the questions of a unit fare, for those who lead it."""

from datetime import timedelta

import pytest

from accounts.models import UnitLeadership
from competencies.models import AreaExpert
from discussions.actions import QuestionText, accept_answer, ask_question, mark_helpful
from discussions.models import Answer, Thread
from tests.factories import (
    UnitFactory,
    UserFactory,
    area,
    make_answer,
    make_question,
    make_week,
    make_workshop,
)
from workshops.actions import register


@pytest.fixture
def below(unit):
    """A unit below the first."""
    return UnitFactory(name="Pustu Lawe Kinga", slug="uji-pustu", parent=unit)


@pytest.fixture
def open_board(as_user, unit):
    """What the page of the unit says to somebody."""

    def get(person, query=""):
        response = as_user(person).get(f"/unit/{unit.slug}/{query}")
        return response.context if response.status_code == 200 else response.status_code

    return get


@pytest.fixture
def asked_at(now):
    """Asked so long ago, and answered by somebody after so many hours."""

    def make(person, days, *hours, **more):
        moment = now - timedelta(days=days)
        thread = make_question(person, now=moment, **more)
        for late in hours:
            make_answer(UserFactory(), thread, now=moment + timedelta(hours=late))
        return Thread.objects.get(pk=thread.pk)

    return make


def test_row_87_the_figures_with_those_of_the_span_before(
    open_board, leader, employee, colleague, asked_at, now
):
    for hours in ((2,), (4, 50), (30,), ()):
        asked_at(employee, 10, *hours)
    asked_at(colleague, 100, 72)
    solved = Answer.objects.earliest("created_at")
    accept_answer(actor=colleague, answer=solved, kind="asker", now=now)

    board = open_board(leader)

    lately, before = board["figures"], board["before"]
    assert (lately.asked, lately.answered_share, lately.solved_share) == (4, "75%", "0%")
    assert lately.first_answer == timedelta(hours=4)
    assert (before.asked, before.answered_share, before.solved_share) == (1, "100%", "100%")
    assert before.first_answer == timedelta(days=3)


def test_row_87_the_median_of_an_even_number_lies_between(open_board, leader, employee, asked_at):
    for hours in (2, 4):
        asked_at(employee, 10, hours)

    assert open_board(leader)["figures"].first_answer == timedelta(hours=3)


def test_an_answer_of_ones_own_is_not_waited_for(open_board, leader, employee, asked_at, now):
    thread = asked_at(employee, 10)
    make_answer(employee, thread, now=now - timedelta(days=10))

    figures = open_board(leader)["figures"]
    assert (figures.answered, figures.first_answer) == (0, None)


def test_a_question_of_the_week_counts_where_its_author_works(
    open_board, leader, moderator, unit, now
):
    make_week(moderator, unit=unit, now=now)
    assert open_board(leader)["figures"].asked == 0
    make_week(leader, unit=moderator.unit, now=now)
    assert open_board(leader)["figures"].asked == 1


def test_the_span_is_chosen(open_board, leader, employee, asked_at):
    asked_at(employee, 40)

    asked = [open_board(leader, f"?masa={span}")["figures"].asked for span in ("30", "90", "x")]

    assert asked == [0, 1, 1]


def test_questions_of_units_below_count_and_of_others_do_not(
    open_board, leader, below, stranger, asked_at
):
    asked_at(UserFactory(unit=below), 10)
    asked_at(stranger, 10)

    assert open_board(leader)["figures"].asked == 1


def test_who_asked_without_a_name_is_in_no_figure_and_no_list(
    open_board, leader, employee, colleague, stranger, now
):
    asked = now - timedelta(days=20)
    text = QuestionText("Bolehkah perintah ditolak?", "Ceritanya panjang.", [area()], True)
    before = open_board(leader)
    sealed = ask_question(author=employee, text=text, now=asked)
    for person in (employee, stranger):
        make_answer(person, sealed, now=asked)

    board = open_board(leader)

    told = ("figures", "before", "waiting", "unsolved", "areas", "answers", "helpers")
    assert [board[name] for name in told] == [before[name] for name in told]
    # Even where a row still knew the unit.
    Thread.objects.filter(pk=sealed.pk).update(unit=colleague.unit)
    board = open_board(leader)
    assert [board[name] for name in told] == [before[name] for name in told]


def test_hidden_questions_are_in_no_figure_for_anybody(
    open_board, leader, admin, moderator, employee, asked_at, now
):
    asked_at(employee, 10)
    Thread.objects.update(hidden_at=now)

    assert [open_board(one)["figures"].asked for one in (leader, admin)] == [0, 0]


def test_what_waits_long_leads_to_an_invitation(open_board, as_user, leader, employee, asked_at):
    old, _new, _answered = asked_at(employee, 4), asked_at(employee, 2), asked_at(employee, 9, 1)

    waiting = open_board(leader)["waiting"]

    assert [thread for thread, _row in waiting] == [old]
    page = as_user(leader).get(f"/unit/{leader.unit.slug}/").content.decode()
    assert f"/tanya/{old.public_id}/undang/" in page


def test_what_is_answered_and_silent_is_listed(open_board, leader, employee, asked_at):
    asked_at(employee, 5, 1)
    silent = asked_at(employee, 20, 1)

    unsolved = open_board(leader)["unsolved"]

    assert len(unsolved) == 1
    assert silent.public_id in unsolved[0]


def test_areas_that_nobody_here_knows(
    open_board, as_user, leader, employee, stranger, colleague, asked_at, now
):
    asked_at(employee, 5, areas=["T.KEU", "T.NAS"])
    asked_at(employee, 5, 1, areas=["T.KEU"])
    AreaExpert.objects.create(area=area("T.KEU"), user=stranger, since=now)
    AreaExpert.objects.create(area=area("T.NAS"), user=colleague, since=now)

    board = open_board(leader)

    rows = [(row.area.code, row.asked, row.waiting) for row in board["areas"]]
    assert rows == [("T.KEU", 2, 1), ("T.NAS", 1, 1)]
    assert board["known"] == {area("T.NAS").pk}
    form = as_user(leader).get(f"/lokakarya/baru/?bidang={area('T.KEU').slug}").context["form"]
    assert form.initial["areas"] == [area("T.KEU").pk]


def test_helpers_stand_by_name_with_the_people_they_helped(
    open_board, leader, employee, colleague, stranger, moderator, question, now
):
    asked = make_question(stranger)
    for person in (employee, colleague):
        post = make_answer(person, asked)
        mark_helpful(user=stranger, post=post, now=now)
    mark_helpful(user=moderator, post=post, now=now)
    make_answer(leader, asked)

    assert open_board(leader)["helpers"] == [(employee, 1), (colleague, 2)]


def test_learning_and_workshops_ahead(open_board, leader, employee, stranger, credit, now):
    credit(20)
    workshop = make_workshop(leader)
    for person in (employee, stranger):
        register(user=person, workshop=workshop, now=now)

    board = open_board(leader)

    assert (board["standing"].people, board["standing"].reached, board["standing"].mean) == (
        *(2, 1),
        10,
    )
    assert [(one, one.coming) for one in board["trainings"]] == [(workshop, 1)]


def test_who_may_open_it(
    open_board, employee, leader, other_leader, moderator, admin, unit, below, now
):
    people = (employee, other_leader, moderator)

    assert [open_board(one) for one in people] == [404, 404, 404]
    assert [open_board(one)["unit"] for one in (leader, admin)] == [unit, unit]


def test_who_leads_one_goes_there_and_who_leads_several_chooses(
    as_user, leader, other_leader, other_unit, unit, below
):
    assert as_user(other_leader).get("/unit/").url == f"/unit/{other_unit.slug}/"
    tops = as_user(leader).get("/unit/").context["tops"]
    assert [(one["unit"], [row["unit"] for row in one["below"]]) for one in tops] == [
        (unit, [below])
    ]


def test_who_no_longer_leads_sees_nothing(open_board, leader, now):
    UnitLeadership.objects.update(since=now - timedelta(days=9), until=now - timedelta(days=1))

    assert open_board(leader) == 404


def test_saya_leads_there(as_user, leader, employee):
    pages = [as_user(one).get("/saya/").content.decode() for one in (leader, employee)]

    assert ['href="/unit/"' in page for page in pages] == [True, False]


def test_an_empty_unit_says_what_to_do(as_user, leader):
    page = as_user(leader).get(f"/unit/{leader.unit.slug}/").content.decode()

    assert "/tanya/baru/" in page


def test_more_rows_ask_no_more_queries(same_queries, as_user, leader, unit, below, asked_at, now):
    def add(count):
        for n in range(count):
            person = UserFactory(unit=UnitFactory(parent=below) if n % 2 else unit)
            asked_at(person, 5, areas=["T.NAS"])
            silent = asked_at(person, 20, 1)
            make_answer(leader, silent, now=now - timedelta(days=19))
            mine = make_answer(person, asked_at(UserFactory(), 5))
            mark_helpful(user=leader, post=mine, now=now)
            register(user=person, workshop=make_workshop(leader), now=now)

    same_queries(as_user(leader), f"/unit/{unit.slug}/", add, most=26)
