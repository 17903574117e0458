"""Row 12: a comment that answers becomes an answer, with its author and its date."""

from datetime import timedelta

import pytest

from discussions.actions import (
    AnswerStandsAlready,
    ThreadIsLocked,
    close_question,
    post_comment,
    recount,
    turn_into_answer,
    turn_into_comment,
)
from discussions.models import Comment, CurationEvent, ThreadSeen
from notifications.models import LiveEvent, Notification
from tests.factories import make_answer

TEXT = "Buka menu pergeseran, lalu pilih rincian yang benar."


@pytest.fixture
def comment(question, stranger, now):
    """The stranger's comment on the question, an hour ago; it answers it."""
    opening = question.posts.get(no=1)
    then = now - timedelta(hours=1)
    return post_comment(author=stranger, post=opening, body=TEXT, now=then)


def test_row_12_author_date_and_words_stay(comment, moderator, question, now):
    answer = turn_into_answer(actor=moderator, comment=comment, now=now)

    assert (answer.author, answer.created_at, answer.body) == (
        comment.author,
        comment.created_at,
        TEXT,
    )
    question.refresh_from_db()
    assert (question.answer_count, question.highest_no) == (1, 2)
    assert not Comment.objects.standing().exists()
    assert recount(repair=False) == []


def test_the_page_offers_it_and_shows_the_answer(comment, stranger, as_user, question):
    client = as_user(stranger)
    assert f"/k/{comment.public_id}/jadi-jawaban/" in client.get(comment.page).content.decode()

    response = client.post(f"/k/{comment.public_id}/jadi-jawaban/")

    page = client.get(response.url).content.decode()
    assert f'id="{response.url.partition("#")[2]}"' in page
    assert f'id="k-{comment.public_id}"' not in page


def test_its_author_the_asker_and_open_pages_hear_of_it(comment, moderator, employee, now):
    answer = turn_into_answer(actor=moderator, comment=comment, now=now)

    told = Notification.objects.exclude(kind="discussions.comment_posted")
    assert {(row.recipient, row.kind) for row in told} == {
        (answer.author, "discussions.comment_answers"),
        (employee, "discussions.answer_posted"),
    }
    assert LiveEvent.objects.filter(event="answer-posted").get().facts["no"] == answer.no


def test_the_history_says_who_did_it(comment, moderator, now):
    turn_into_answer(actor=moderator, comment=comment, now=now)

    event = CurationEvent.objects.get()
    assert (event.verb, event.actor) == ("to-answer", moderator)


def test_one_answer_per_person_stays_the_rule(comment, moderator, question, stranger, now):
    make_answer(stranger, question)

    with pytest.raises(AnswerStandsAlready):
        turn_into_answer(actor=moderator, comment=comment, now=now)

    assert Comment.objects.standing().get() == comment


def test_a_closed_question_takes_none(comment, moderator, question, now):
    close_question(actor=moderator, thread=question, reason="Sudah selesai.", now=now)

    with pytest.raises(ThreadIsLocked):
        turn_into_answer(actor=moderator, comment=comment, now=now)


def test_back_and_forth_loses_nothing(comment, moderator, question, now):
    answer = turn_into_answer(actor=moderator, comment=comment, now=now)
    opening = question.posts.get(no=1)

    back = turn_into_comment(
        actor=moderator, answer=answer, below=opening, role="moderator", reason="Salah.", now=now
    )

    assert (back.body, back.author, back.created_at) == (TEXT, comment.author, comment.created_at)
    assert recount(repair=False) == []


@pytest.mark.parametrize(
    ("who", "status"),
    [("stranger", 302), ("moderator", 302), ("employee", 403), ("colleague", 403), ("admin", 403)],
)
def test_who_may(comment, request, who, status, as_user):
    client = as_user(request.getfixturevalue(who))

    assert client.post(f"/k/{comment.public_id}/jadi-jawaban/").status_code == status


def test_its_author_follows_the_question(comment, moderator, question, stranger, now):
    turn_into_answer(actor=moderator, comment=comment, now=now)

    seen = ThreadSeen.objects.get(user=stranger, thread=question)
    assert (seen.level, seen.level_reason) == ("watching", "answered")
