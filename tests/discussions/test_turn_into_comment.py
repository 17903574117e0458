"""Row 12: an answer that is only a remark becomes a comment, with its author and its date."""

import pytest

from discussions.actions import (
    CommentsAreMany,
    PostIsGone,
    TooLongForComment,
    post_comment,
    recount,
    turn_into_comment,
)
from discussions.models import Comment, Post, SolutionEvent
from notifications.models import Notification
from tests.factories import make_answer, make_question

REASON = "Ini pertanyaan balik, belum menjawab."


@pytest.fixture
def turn(moderator, now):
    """The moderator's deed."""

    def into(answer, below, **changes):
        fields = {"actor": moderator, "role": "moderator", "reason": REASON, "now": now} | changes
        return turn_into_comment(answer=answer, below=below, **fields)

    return into


def test_row_12_it_stands_below_the_question_with_author_and_date(answer, question, turn):
    comment = turn(answer, question.posts.get(no=1))

    assert (comment.author, comment.created_at, comment.body) == (
        answer.author,
        answer.created_at,
        answer.body,
    )
    question.refresh_from_db()
    assert question.answer_count == 0
    assert recount(repair=False) == []


def test_its_own_comments_go_with_it(answer, other_answer, stranger, turn, now):
    remark = post_comment(author=stranger, post=answer, body="Betul sekali.", now=now)

    turn(answer, other_answer)

    remark.refresh_from_db()
    assert remark.post == Post.objects.get(pk=other_answer.pk)
    assert Post.objects.get(pk=other_answer.pk).comment_count == 2
    assert recount(repair=False) == []


def test_defect_13_a_best_solution_is_withdrawn_first(answer, question, choose, turn):
    choose(answer)

    turn(answer, question.posts.get(no=1))

    question.refresh_from_db()
    assert question.best_answer is None
    assert SolutionEvent.objects.latest("pk").verb == "withdraw"


def test_its_author_hears_of_it_and_may_answer_again(answer, question, colleague, turn):
    turn(answer, question.posts.get(no=1))

    told = Notification.objects.get(recipient=colleague, kind="discussions.answer_remarks")
    assert told.about_id == question.pk
    make_answer(colleague, question, body="Sekarang benar-benar menjawab.")


def test_a_long_answer_stays_an_answer(question, colleague, turn, as_user, moderator):
    answer = make_answer(colleague, question, body="Panjang sekali. " * 50)

    with pytest.raises(TooLongForComment):
        turn(answer, question.posts.get(no=1))

    page = as_user(moderator).get(f"/j/{answer.public_id}/jadi-komentar/").content.decode()
    assert str(TooLongForComment.message) in page


def test_not_below_what_is_full_gone_or_elsewhere(
    answer, other_answer, question, employee, turn, now, monkeypatch
):
    elsewhere = make_question(employee, title="Pertanyaan lain yang berbeda?").posts.get(no=1)
    with pytest.raises(PostIsGone):
        turn(answer, elsewhere)

    monkeypatch.setattr("discussions.actions.converting.MOST", 0)
    with pytest.raises(CommentsAreMany):
        turn(answer, other_answer)

    Post.objects.filter(pk=other_answer.pk).update(deleted_at=now)
    with pytest.raises(PostIsGone):
        turn(answer, other_answer)
    assert not Comment.objects.exists()


def test_the_form_lists_the_other_texts_and_asks_why(answer, other_answer, moderator, as_user):
    client, url = as_user(moderator), f"/j/{answer.public_id}/jadi-komentar/"
    page = client.get(url).content.decode()
    assert other_answer.public_id in page
    assert client.post(url, {"below": other_answer.public_id}).status_code == 422

    response = client.post(url, {"below": other_answer.public_id, "reason": REASON})

    assert response.url.endswith(f"#k-{Comment.objects.get().public_id}")


@pytest.mark.parametrize(
    ("who", "status"),
    [("colleague", 200), ("moderator", 200), ("employee", 403), ("stranger", 403), ("admin", 403)],
)
def test_who_may(answer, request, who, status, as_user):
    client = as_user(request.getfixturevalue(who))

    assert client.get(f"/j/{answer.public_id}/jadi-komentar/").status_code == status
