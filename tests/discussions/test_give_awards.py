"""Row 74: awards that are earned by rule; nobody earns one alone or as a pair."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from discussions.actions import (
    GuideText,
    QuestionText,
    accept_answer,
    ask_question,
    confirm_guide,
    confirm_worked,
    edit_answer,
    give_awards,
    grow_guide,
    mark_helpful,
    mark_outdated,
    rate_guide,
    report_text,
    retire_guide,
    unaccept_answer,
)
from discussions.models import Award, Helpful
from foundation.scheduling import lines
from notifications.models import Notification
from tests.factories import UserFactory, area, make_answer, make_question

Rule = Award.Rule
DAY = timedelta(days=1)


@pytest.fixture
def long_ago(now):
    return now - timedelta(days=100)


@pytest.fixture
def solve(long_ago, choose):
    """The first person's question is answered by the second and chosen."""

    def act(asker, answerer, *, asked=long_ago, answered=None, at=None):
        thread = make_question(asker, now=asked)
        answer = make_answer(answerer, thread, now=answered or asked)
        choose(answer, at=at or answered or asked)
        return answer

    return act


def held(user):
    return set(Award.objects.filter(user=user).values_list("rule", flat=True))


def test_row_74_the_first_chosen_answer_earns_once_and_privately(
    solve, employee, colleague, stranger, now
):
    solve(employee, colleague)
    solve(stranger, colleague)

    assert (give_awards(now=now), give_awards(now=now)) == (1, 0)

    award = Award.objects.get(user=colleague)
    told = Notification.objects.filter(kind="discussions.award_given")
    assert (award.rule, award.is_shown) == (Rule.FIRST_CHOSEN, False)
    assert [(row.recipient, row.about_id) for row in told] == [(colleague, award.pk)]


def test_row_74_two_who_choose_each_other_earn_nothing(solve, employee, colleague, stranger, now):
    solve(employee, colleague)
    solve(colleague, employee)

    give_awards(now=now)
    assert not Award.objects.exists()

    solve(stranger, colleague)
    give_awards(now=now)
    assert (held(colleague), held(employee)) == ({Rule.FIRST_CHOSEN}, set())


def test_row_74_a_choice_taken_back_is_remembered_for_the_pair(
    solve, employee, colleague, long_ago, now
):
    back = solve(employee, colleague)
    unaccept_answer(actor=employee, answer=back, role="asker", now=long_ago)
    solve(colleague, employee)

    give_awards(now=now)

    assert not Award.objects.exists()


def test_row_74_the_own_answer_to_the_own_question_earns_nothing(
    solve, employee, moderator, long_ago, now
):
    solve(employee, employee)
    own = make_answer(moderator, make_question(employee, now=long_ago), now=long_ago)
    accept_answer(actor=moderator, answer=own, kind="moderator", reason="Benar.", now=long_ago)

    give_awards(now=now)

    assert not Award.objects.exists()


def test_row_74_a_choice_must_have_stood_for_a_day(solve, employee, colleague, now):
    answer = solve(employee, colleague, at=now - DAY + timedelta(minutes=1))

    assert give_awards(now=now) == 0

    unaccept_answer(actor=employee, answer=answer, role="asker", now=now)
    assert give_awards(now=now + DAY) == 0


def test_row_74_what_is_held_is_never_taken_back(solve, employee, colleague, now):
    answer = solve(employee, colleague)
    give_awards(now=now)
    unaccept_answer(actor=employee, answer=answer, role="asker", now=now)
    solve(colleague, employee)

    give_awards(now=now)

    assert held(colleague) == {Rule.FIRST_CHOSEN}
    for change in ({"reason": "lain"}, None):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows = Award.objects.filter(user=colleague)
            rows.update(**change) if change else rows.delete()


def test_row_74_a_choice_in_a_sealed_question_earns_nothing(employee, colleague, now, long_ago):
    """Whether the two have chosen each other could be told only by opening the seal."""
    text = QuestionText("Bolehkah perintah ditolak?", "Ceritanya panjang.", [area()], True)
    thread = ask_question(author=employee, text=text, now=long_ago)
    answer = make_answer(colleague, thread, now=long_ago)
    accept_answer(actor=employee, answer=answer, kind="asker", now=long_ago)

    give_awards(now=now)

    assert not Award.objects.exists()


@pytest.fixture
def crowd(stranger):
    """Nine people of another unit."""
    return [UserFactory(unit=stranger.unit) for _each in range(9)]


@pytest.fixture
def answer(employee, colleague, long_ago):
    """The colleague's answer, a hundred days old."""
    return make_answer(colleague, make_question(employee, now=long_ago), now=long_ago)


def test_row_74_ten_colleagues_of_other_units(
    answer, crowd, colleague, employee, leader, stranger, long_ago, now
):
    for person in (*crowd, employee, leader):  # the last two are of the own unit
        mark_helpful(user=person, post=answer, now=long_ago)
    confirm_worked(user=crowd[0], post=answer, now=long_ago)  # known already
    assert give_awards(now=now) == 0

    confirm_worked(user=stranger, post=answer, now=long_ago)
    give_awards(now=now)

    assert held(colleague) == {Rule.TEN_ELSEWHERE}


def test_row_74_a_mark_returned_counts_for_neither(
    answer, crowd, colleague, employee, stranger, long_ago, now
):
    for person in (*crowd, stranger):
        mark_helpful(user=person, post=answer, now=long_ago)
    theirs = make_answer(stranger, make_question(employee, now=long_ago), now=long_ago)
    mark_helpful(user=colleague, post=theirs, now=long_ago)

    give_awards(now=now)

    assert not Award.objects.exists()


def test_row_74_marks_of_oneself_count_for_nothing(answer, crowd, colleague, long_ago, now):
    """Pages refuse them; a row that came another way earns nothing either."""
    for person in (*crowd, colleague):
        Helpful.objects.create(user=person, post=answer, at=long_ago)
    colleague.unit = None
    colleague.save()

    give_awards(now=now)

    assert not Award.objects.exists()


def test_row_74_an_answer_after_a_long_wait(solve, employee, colleague, stranger, long_ago, now):
    solve(employee, colleague, answered=long_ago + 15 * DAY)
    solve(employee, stranger, answered=long_ago + 13 * DAY)
    give_awards(now=now)

    assert held(colleague) == {Rule.FIRST_CHOSEN, Rule.LONG_AWAITED}
    assert held(stranger) == {Rule.FIRST_CHOSEN}


def test_row_74_only_the_first_answer_ended_the_wait(employee, colleague, stranger, choose, now):
    asked = now - 60 * DAY
    thread = make_question(employee, now=asked)
    make_answer(stranger, thread, now=asked + 2 * DAY)
    choose(make_answer(colleague, thread, now=asked + 20 * DAY), at=asked + 21 * DAY)

    give_awards(now=now)

    assert held(colleague) == {Rule.FIRST_CHOSEN}


@pytest.fixture
def grow(solve, stranger, long_ago):
    """An answer of the person becomes a guide."""

    def act(author, actor):
        text = GuideText("Mengoreksi kode rekening", "Buka menu.", "Perbup 12/2020", [area()])
        answer = solve(stranger, author)
        return grow_guide(actor=actor, answer=answer, text=text, now=long_ago)

    return act


def test_row_74_the_first_guide(grow, colleague, moderator, now):
    grow(colleague, moderator)
    grow(moderator, moderator)  # nobody grows the own one to an award

    give_awards(now=now)

    assert Rule.FIRST_GUIDE in held(colleague)
    assert Rule.FIRST_GUIDE not in held(moderator)


def test_row_74_two_moderators_who_grow_each_others_guides_earn_nothing(
    grow, colleague, moderator, now
):
    grow(colleague, moderator)
    grow(moderator, colleague)

    give_awards(now=now)

    assert Rule.FIRST_GUIDE not in held(colleague) | held(moderator)


def test_row_74_a_guide_out_of_use_earns_nothing(grow, colleague, moderator, now):
    guide = grow(colleague, moderator)
    retire_guide(actor=moderator, guide=guide, reason="Aturan berubah.", now=now)

    give_awards(now=now)

    assert Rule.FIRST_GUIDE not in held(colleague)


@pytest.fixture
def kept(grow, colleague, moderator, stranger, long_ago):
    """The colleague's guide, which a stranger found useful and its owner looked at `after`."""

    def act(after, *, is_useful=True):
        guide = grow(colleague, moderator)
        rate_guide(user=stranger, guide=guide, is_useful=is_useful, note="", now=long_ago)
        confirm_guide(actor=colleague, guide=guide, now=long_ago + after)
        return guide

    return act


@pytest.mark.parametrize(
    ("days", "is_useful", "earns"), [(365, True, True), (300, True, False), (365, False, False)]
)
def test_row_74_faithful_to_a_guide(kept, colleague, long_ago, days, is_useful, earns):
    kept(days * DAY, is_useful=is_useful)

    give_awards(now=long_ago + 400 * DAY)

    assert (Rule.FAITHFUL in held(colleague)) is earns


def test_row_74_a_hidden_guide_earns_nothing(kept, colleague, stranger, long_ago):
    guide = kept(365 * DAY)
    report_text(reporter=stranger, about=guide, kind="personal", note="", now=long_ago)

    give_awards(now=long_ago + 400 * DAY)

    assert not {Rule.FAITHFUL, Rule.FIRST_GUIDE} & held(colleague)


def test_row_74_two_who_praise_each_others_guides_are_not_faithful(
    kept, grow, colleague, moderator, stranger, long_ago
):
    kept(365 * DAY)
    theirs = grow(stranger, moderator)
    rate_guide(user=colleague, guide=theirs, is_useful=True, note="", now=long_ago)

    give_awards(now=long_ago + 400 * DAY)

    assert Rule.FAITHFUL not in held(colleague)


@pytest.fixture
def mend(answer, colleague, long_ago):
    """The answer is called outdated by somebody, mended, and found helpful by another."""

    def act(caller, helped):
        mark_outdated(actor=caller, post=answer, reason="Aturan baru.", version=1, now=long_ago)
        later = long_ago + 2 * DAY
        edit_answer(editor=colleague, answer=answer, body="Cara baru.", version=1, now=later)
        mark_helpful(user=helped, post=answer, now=later + DAY)

    return act


def test_row_74_explained_anew(mend, moderator, stranger, colleague, now):
    mend(moderator, stranger)

    give_awards(now=now)

    assert held(colleague) == {Rule.EXPLAINED_ANEW}


def test_row_74_calling_the_own_answer_outdated_earns_nothing(mend, stranger, colleague, now):
    mend(colleague, stranger)

    give_awards(now=now)

    assert not Award.objects.exists()


def test_row_74_who_left_is_given_nothing(solve, employee, colleague, now):
    solve(employee, colleague)
    colleague.is_active = False
    colleague.save()

    assert give_awards(now=now) == 0


def test_row_74_it_runs_by_itself():
    assert "discussions.actions.awarding.give_awards" in lines


def test_row_74_the_questions_to_the_database_do_not_grow(
    solve, employee, colleague, now, django_assert_num_queries
):
    for _each in range(4):
        solve(employee, colleague)
    give_awards(now=now)

    with django_assert_num_queries(len(Rule) + 2):  # the ten are found by three, and nobody is
        give_awards(now=timezone.now())
