"""Counted columns and their rows agree, whatever people do; drift is found and repaired."""

import random
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db.models import F

from discussions import actions
from discussions.models import Comment, Post, Thread
from foundation.refusals import Refusal
from tests.factories import make_answer, make_question


@pytest.fixture
def busy(question, answer, other_answer, employee, stranger, now):
    """A question with answers, marks and company."""
    actions.mark_helpful(user=employee, post=answer, now=now)
    actions.mark_me_too(user=stranger, thread=question, now=now)
    return question


def test_without_drift_nothing_is_reported(busy):
    assert actions.recount(repair=True) == []


@pytest.mark.parametrize("column", ["answer_count", "me_too_count", "highest_no"])
@pytest.mark.parametrize("step", [1, 5])
def test_drift_of_a_question_is_found_and_repaired(busy, column, step):
    right = getattr(Thread.objects.get(), column)
    Thread.objects.update(**{column: F(column) + step})

    assert len(actions.recount(repair=False)) == 1
    assert len(actions.recount(repair=True)) == 1
    assert getattr(Thread.objects.get(), column) == right


def test_drift_of_a_score_is_found_and_repaired(busy, answer):
    Post.objects.filter(pk=answer.pk).update(score=7)

    assert actions.recount(repair=True) == [f"post {answer.public_id}: (1, 0, 0)"]
    assert Post.objects.get(pk=answer.pk).score == 1


def test_a_deleted_answer_is_not_counted_and_keeps_its_number(busy, other_answer, now):
    Post.objects.filter(pk=other_answer.pk).update(deleted_at=now)

    actions.recount(repair=True)

    thread = Thread.objects.get()
    assert (thread.answer_count, thread.highest_no) == (1, 3)


def test_a_repaired_row_is_drawn_anew(busy, stranger, as_user):
    client = as_user(stranger)
    Thread.objects.update(answer_count=41, version=F("version") + 1)
    assert "41 " in client.get("/tanya/").content.decode()

    actions.recount(repair=True)

    assert "41 " not in client.get("/tanya/").content.decode()


def test_the_command_reports_and_repairs_only_when_told(busy, capsys):
    Thread.objects.update(answer_count=9)

    call_command("recount")
    call_command("recount", repair=True)
    call_command("recount")

    assert capsys.readouterr().out.split("\n")[:3] == ["1 drift", "1 drift", "0 drift"]


@pytest.mark.parametrize("seed", range(9))
def test_whatever_people_do_leaves_no_drift(employee, colleague, stranger, now, seed):
    chance = random.Random(seed)
    people, threads = [employee, colleague, stranger], [make_question(employee) for _n in "ab"]
    for step in range(60):
        do_something(chance, chance.choice(people), chance.choice(threads), now, step)

    assert actions.recount(repair=False) == []


def do_something(chance, user, thread, now, step):
    """One random verb; a refusal is as good as a deed."""
    answers = list(thread.posts.filter(kind="answer"))
    by, after = {"actor": user, "now": now}, now + timedelta(seconds=step)
    verbs = [
        lambda: actions.close_question(thread=thread, reason="Selesai.", **by),
        lambda: actions.reopen_question(thread=thread, **by),
        lambda: actions.delete_question(thread=thread, role="moderator", reason="Salah.", **by),
        lambda: actions.restore_question(thread=thread, **by),
        lambda: make_answer(user, thread, now=after),
        lambda: actions.merge_questions(
            source=thread, into=Thread.objects.exclude(pk=thread.pk)[0], reason="Sama.", **by
        ),
        lambda: actions.mark_me_too(user=user, thread=thread, now=now),
        lambda: actions.unmark_me_too(user=user, thread=thread),
    ]
    if answers:
        answer = chance.choice(answers)
        verbs += [
            lambda: actions.delete_answer(answer=answer, role="author", reason="Salah.", **by),
            lambda: actions.restore_answer(answer=answer, **by),
            lambda: actions.post_comment(author=user, post=answer, body="Ya.", now=after),
            lambda: actions.mark_helpful(user=user, post=answer, now=now),
            lambda: actions.unmark_helpful(user=user, post=answer),
            lambda: actions.turn_into_comment(
                answer=answer, below=thread.posts.get(no=1), role="author", reason="", **by
            ),
            lambda: actions.accept_answer(actor=user, answer=answer, kind="asker", now=now),
            lambda: actions.edit_answer(
                editor=user, answer=answer, body="Lain.", version=answer.version, now=now
            ),
        ]
    comments = list(Comment.objects.filter(post__thread=thread))
    if comments:
        comment = chance.choice(comments)
        verbs.append(lambda: actions.delete_comment(comment=comment, **by))
        verbs.append(lambda: actions.turn_into_answer(comment=comment, **by))
    try:
        chance.choice(verbs)()
    except Refusal as refusal:
        assert str(refusal)
