"""Counted columns and their rows agree, whatever people do; drift is found and repaired."""

import random
from collections import Counter
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db.models import F

from discussions import actions
from discussions.models import Comment, Guide, Post, Thread
from foundation.refusals import Refusal
from tests.factories import UserFactory, area, make_answer, make_question


@pytest.fixture
def busy(question, answer, other_answer, employee, stranger, now):
    """A question with answers, marks and company."""
    actions.mark_helpful(user=employee, post=answer, now=now)
    actions.mark_me_too(user=stranger, thread=question, now=now)
    return question


@pytest.fixture
def rated(answer, choose, moderator, employee, stranger, now):
    """A guide that helped two people and did not help a third."""
    choose(answer)
    text = actions.GuideText("Mengoreksi kode rekening", "Isi.", "Permendagri 77/2020", [area()])
    guide = actions.grow_guide(actor=moderator, answer=answer, text=text, now=now)
    for user, is_useful in [(employee, True), (stranger, True), (moderator, False)]:
        actions.rate_guide(user=user, guide=guide, is_useful=is_useful, note="", now=now)
    return guide


def test_without_drift_nothing_is_reported(busy):
    assert actions.recount(repair=True) == []


@pytest.mark.parametrize("column", ["answer_count", "me_too_count", "highest_no"])
@pytest.mark.parametrize("step", [1, 5])
def test_row_94_drift_of_a_question_is_found_and_repaired(busy, column, step):
    right = getattr(Thread.objects.get(), column)
    Thread.objects.update(**{column: F(column) + step})

    assert len(actions.recount(repair=False)) == 1
    assert len(actions.recount(repair=True)) == 1
    assert getattr(Thread.objects.get(), column) == right


def test_drift_of_a_score_is_found_and_repaired(busy, answer):
    Post.objects.filter(pk=answer.pk).update(score=7)

    assert actions.recount(repair=True) == [f"post {answer.public_id}: (1, 0, 0)"]
    assert Post.objects.get(pk=answer.pk).score == 1


@pytest.mark.parametrize("column", ["useful_count", "useless_count"])
def test_row_94_drift_of_the_ratings_of_a_guide_is_found_and_repaired(rated, column):
    Guide.objects.update(**{column: 9})

    assert actions.recount(repair=False) == [f"guide {rated.public_id}: (2, 1)"]
    assert actions.recount(repair=True) == [f"guide {rated.public_id}: (2, 1)"]
    rated.refresh_from_db()
    assert (rated.useful_count, rated.useless_count) == (2, 1)
    assert actions.recount(repair=False) == []


def test_a_deleted_answer_is_not_counted_and_keeps_its_number(busy, other_answer, now):
    Post.objects.filter(pk=other_answer.pk).update(deleted_at=now)

    actions.recount(repair=True)

    thread = Thread.objects.get()
    assert (thread.answer_count, thread.highest_no) == (1, 3)


def test_a_repaired_row_is_drawn_anew(busy, stranger, as_user):
    client = as_user(stranger)
    Thread.objects.update(answer_count=97, version=F("version") + 1)
    assert "97 " in client.get("/tanya/").content.decode()

    actions.recount(repair=True)

    assert "97 " not in client.get("/tanya/").content.decode()


def test_the_command_reports_and_repairs_only_when_told(busy, capsys):
    Thread.objects.update(answer_count=9)

    call_command("recount")
    call_command("recount", repair=True)
    call_command("recount")

    assert capsys.readouterr().out.split("\n")[:3] == ["1 drift", "1 drift", "0 drift"]


@pytest.mark.parametrize("seed", range(2))
def test_row_94_whatever_people_do_leaves_no_drift(employee, colleague, stranger, now, seed):
    """Five hundred random verbs; each of them succeeds at least once, or the test is a poor one."""
    chance, done = random.Random(seed), Counter()
    people = [employee, colleague, stranger, *UserFactory.create_batch(4)]
    for step in range(500):
        standing = Thread.objects.filter(deleted_at=None).order_by("pk")
        while standing.count() < 3:
            make_question(chance.choice(people), title=f"Pertanyaan nomor {step} yang wajar?")
        thread = chance.choice(standing[:3])
        done.update(do_something(chance, chance.choice(people), thread, now, step))

    assert actions.recount(repair=False) == []
    assert sorted(set(VERBS) - set(done)) == []


def do_something(chance, user, thread, now, step):
    """One random verb where there is something for it; a refusal is as good as a deed."""
    by, after = {"actor": user, "now": now}, now + timedelta(seconds=step)
    answers = Post.objects.filter(thread=thread, kind="answer")
    comments = Comment.objects.filter(post__thread__deleted_at=None)
    chosen = {
        "answer": answers.standing(),
        "removed answer": answers.exclude(deleted_at=None),
        "comment": comments.standing(),
        "removed comment": comments.exclude(deleted_at=None),
        "removed": Thread.objects.exclude(deleted_at=None),
        "other": Thread.objects.filter(deleted_at=None).exclude(pk=thread.pk),
    }
    name = chance.choice(list(VERBS))
    about, verb = VERBS[name]
    found = {"thread": thread}
    if about in chosen:
        there = list(chosen[about].order_by("pk"))
        if not there:
            return []
        found[about] = chance.choice(there)
    try:
        verb(found, user, by, after)
    except Refusal as refusal:
        assert str(refusal)
        return []
    return [name]


def edit(found, user, now):
    """Another title, another body, another area."""
    thread = found["thread"]
    areas = [area("T.NAS" if now.second % 2 else "T.KEU")]
    text = actions.QuestionText(thread.title, f"Isi yang baru, {now:%H:%M:%S}.", areas)
    version = thread.posts.get(no=1).version
    actions.edit_question(editor=user, thread=thread, text=text, version=version, now=now)


# By name: what it needs, and how it is done.
VERBS = {
    "post": ("thread", lambda f, u, by, after: make_answer(u, f["thread"], now=after)),
    "edit question, move area": ("thread", lambda f, u, by, after: edit(f, u, after)),
    "edit answer": (
        "answer",
        lambda f, u, by, after: actions.edit_answer(
            editor=u, answer=f["answer"], body="Lain.", version=f["answer"].version, now=after
        ),
    ),
    "close": (
        "thread",
        lambda f, u, by, after: actions.close_question(thread=f["thread"], reason="Ya.", **by),
    ),
    "reopen": ("thread", lambda f, u, by, after: actions.reopen_question(thread=f["thread"], **by)),
    "delete question": (
        "thread",
        lambda f, u, by, after: actions.delete_question(
            thread=f["thread"], role="moderator", reason="Salah.", **by
        ),
    ),
    "restore question": (
        "removed",
        lambda f, u, by, after: actions.restore_question(thread=f["removed"], **by),
    ),
    "delete answer": (
        "answer",
        lambda f, u, by, after: actions.delete_answer(
            answer=f["answer"], role="author", reason="Salah.", **by
        ),
    ),
    "restore answer": (
        "removed answer",
        lambda f, u, by, after: actions.restore_answer(answer=f["removed answer"], **by),
    ),
    "merge": (
        "other",
        lambda f, u, by, after: actions.merge_questions(
            source=f["thread"], into=f["other"], reason="Sama.", **by
        ),
    ),
    "to comment": (
        "answer",
        lambda f, u, by, after: actions.turn_into_comment(
            answer=f["answer"], below=f["thread"].posts.get(no=1), role="author", reason="", **by
        ),
    ),
    "to answer": (
        "comment",
        lambda f, u, by, after: actions.turn_into_answer(comment=f["comment"], **by),
    ),
    "accept": (
        "answer",
        lambda f, u, by, after: actions.accept_answer(
            actor=u, answer=f["answer"], kind="asker", now=after
        ),
    ),
    "comment": (
        "answer",
        lambda f, u, by, after: actions.post_comment(
            author=u, post=f["answer"], body="Ya.", now=after + timedelta(hours=after.second)
        ),
    ),
    "delete comment": (
        "comment",
        lambda f, u, by, after: actions.delete_comment(comment=f["comment"], **by),
    ),
    "restore comment": (
        "removed comment",
        lambda f, u, by, after: actions.restore_comment(
            comment=f["removed comment"], role="moderator", **by
        ),
    ),
    "helpful": (
        "answer",
        lambda f, u, by, after: actions.mark_helpful(user=u, post=f["answer"], now=after),
    ),
    "not helpful": (
        "answer",
        lambda f, u, by, after: actions.unmark_helpful(user=u, post=f["answer"]),
    ),
    "me too": (
        "thread",
        lambda f, u, by, after: actions.mark_me_too(user=u, thread=f["thread"], now=after),
    ),
    "not me too": (
        "thread",
        lambda f, u, by, after: actions.unmark_me_too(user=u, thread=f["thread"]),
    ),
    "worked": (
        "answer",
        lambda f, u, by, after: actions.confirm_worked(user=u, post=f["answer"], now=after),
    ),
    "not worked": (
        "answer",
        lambda f, u, by, after: actions.unconfirm_worked(user=u, post=f["answer"]),
    ),
}
