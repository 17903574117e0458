"""Whatever else happens to a hidden text, nobody else reads it before moderators decide."""

from datetime import timedelta

import pytest

from discussions.actions import (
    QuestionText,
    carry_out,
    confirm_duplicate,
    decide_review,
    edit_answer,
    edit_question,
    merge_questions,
    post_comment,
    propose_duplicate,
    redact_post,
    report_text,
    restore_revision,
    turn_into_answer,
    turn_into_comment,
    undo_decision,
)
from discussions.actions.hiding import TextIsHidden
from discussions.models import Post, Review, Revision
from search.models import SearchEntry
from tests.factories import UserFactory, make_answer, make_question

SECRET = "Sandi brankas 4711"


@pytest.fixture
def report(now):
    def send(about, kind="personal", at=None):
        fields = {"reporter": UserFactory(), "kind": kind, "note": "", "now": at or now}
        return report_text(about=about, **fields)

    return send


@pytest.fixture
def hidden(question, colleague, report):
    """The colleague's answer, hidden by a report."""
    answer = make_answer(colleague, question, body=SECRET)
    report(answer)
    return Post.objects.get(pk=answer.pk)


def test_not_by_turning_it_into_a_comment(hidden, question, colleague, now):
    below = question.posts.get(no=1)
    with pytest.raises(TextIsHidden):
        turn_into_comment(
            actor=colleague, answer=hidden, below=below, role="author", reason="", now=now
        )


def test_not_by_turning_a_comment_into_an_answer(question, colleague, report, now):
    opening = question.posts.get(no=1)
    comment = post_comment(author=colleague, post=opening, body=SECRET, now=now)
    report(comment)

    with pytest.raises(TextIsHidden):
        turn_into_answer(actor=colleague, comment=comment, now=now)


def test_not_by_merging(hidden, question, colleague, moderator, stranger, now):
    into = make_question(stranger, title="Pertanyaan tujuan yang lain?")
    make_answer(colleague, into)

    with pytest.raises(TextIsHidden):
        merge_questions(actor=moderator, source=question, into=into, reason="Sama.", now=now)


def test_not_by_the_look_at_first_texts(hidden, moderator, now):
    first = Review.objects.get(kind="first", about_id=hidden.pk)

    by = {"actor": moderator, "review": first, "decision": "keep", "reason": "", "now": now}
    carry_out(review=decide_review(**by), now=now)

    assert Post.objects.get(pk=hidden.pk).hidden_at


def test_not_by_a_decision_from_before_the_last_report(hidden, moderator, report, now):
    review = Review.objects.get(kind="report")
    by = {"actor": moderator, "review": review, "decision": "keep", "reason": "", "now": now}
    decided = decide_review(**by)
    report(hidden, at=now + timedelta(seconds=5))

    carry_out(review=decided, now=now + timedelta(seconds=10))

    assert Post.objects.get(pk=hidden.pk).hidden_at


def test_undoing_takes_in_what_was_reported_meanwhile(hidden, moderator, report, now):
    review = Review.objects.get(kind="report")
    by = {"actor": moderator, "review": review, "decision": "keep", "reason": "", "now": now}
    decide_review(**by)
    report(hidden, at=now + timedelta(seconds=5))

    undone = undo_decision(actor=moderator, review=review, now=now + timedelta(seconds=6))

    assert (undone.reports.count(), undone.score) == (2, 2)
    assert Review.objects.filter(kind="report").get() == undone


def test_not_in_the_history_after_it_was_mended(
    hidden, question, moderator, colleague, stranger, as_user, now
):
    review = Review.objects.get(kind="report")
    by = {"actor": moderator, "review": review, "reason": "Hapus sandinya.", "now": now}
    carry_out(review=decide_review(decision="return", **by), now=now)
    edit_answer(editor=colleague, answer=hidden, body="Tanpa sandi.", version=1, now=now)

    url = f"/tanya/{question.public_id}/riwayat/?lihat={hidden.public_id}-1"
    assert SECRET not in as_user(stranger).get(url).content.decode()
    with pytest.raises(TextIsHidden):
        restore_revision(actor=colleague, revision=Revision.objects.get(), now=now)


def test_a_report_of_a_moderator_keeps_what_was_written_to_the_author(hidden, moderator, now):
    review = Review.objects.get(kind="report")
    by = {"actor": moderator, "review": review, "reason": "Hapus sandinya.", "now": now}
    carry_out(review=decide_review(decision="return", **by), now=now)

    report_text(reporter=moderator, about=hidden, kind="rude", note="", now=now)

    assert Post.objects.get(pk=hidden.pk).hidden_reason == "Hapus sandinya."


def test_a_redacted_wording_does_not_come_back(question, employee, moderator, now):
    """The revision was read before it was redacted."""
    text = QuestionText("Judul yang lain sekali?", "Isi yang lain.", list(question.areas.all()))
    later = now + timedelta(hours=1)
    opening = question.posts.get(no=1)
    Post.objects.filter(pk=opening.pk).update(body=SECRET)
    edit_question(editor=employee, thread=question, text=text, version=1, now=later)
    stale = Revision.objects.get()

    redact_post(actor=moderator, post=opening, passage="4711", reason="Sandi.", now=later)
    restore_revision(actor=employee, revision=stale, now=later)

    assert "4711" not in Post.objects.get(pk=opening.pk).body


def test_a_short_passage_does_not_make_a_title_longer(employee, moderator, now):
    thread = make_question(employee, title="x" * 147 + "abc")

    redact_post(
        actor=moderator, post=thread.posts.get(no=1), passage="abc", reason="Nama.", now=now
    )

    thread.refresh_from_db()
    assert len(thread.title) == 150


def test_a_redacted_title_leaves_the_question_that_stays(
    question, stranger, colleague, employee, moderator, now, as_user
):
    named = make_question(employee, title="Gaji Fulan bin Fulan salah potong?")
    propose_duplicate(actor=colleague, thread=named, of=question, now=now)
    confirm_duplicate(actor=employee, thread=named, now=now)
    entry = SearchEntry.objects.get(kind="discussions.thread", object_id=question.pk)
    assert "Fulan" in entry.body

    opening = named.posts.get(no=1)
    redact_post(actor=moderator, post=opening, passage="Fulan bin Fulan", reason="Nama.", now=now)

    entry.refresh_from_db()
    assert "Fulan" not in entry.body
    history = f"/tanya/{named.public_id}/riwayat/"
    assert "Fulan" not in as_user(stranger).get(history).content.decode()


def test_the_home_page_shows_no_hidden_solution(
    question, answer, choose, employee, stranger, as_user, now
):
    choose(answer)
    assert answer.body[:30] in as_user(employee).get("/").content.decode()

    report_text(reporter=stranger, about=answer, kind="personal", note="", now=now)

    assert answer.body[:30] not in as_user(employee).get("/").content.decode()


def test_what_is_hidden_is_not_removed_and_written_anew(
    question, answer, colleague, stranger, as_user, now
):
    """Else its author would shed the report."""
    report_text(reporter=stranger, about=answer, kind="personal", note="", now=now)
    assert (
        as_user(colleague).post(f"/j/{answer.public_id}/hapus/", {"reason": ""}).status_code == 403
    )
