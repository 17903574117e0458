"""Row 23, defect 5: two questions become one, and nothing is lost or counted twice."""

import pytest

from discussions.actions import (
    GoesInCircle,
    QuestionIsGone,
    QuestionIsMerged,
    ReadByOthers,
    SameQuestion,
    TooLongTogether,
    delete_question,
    mark_helpful,
    mark_me_too,
    merge_questions,
    post_comment,
    recount,
    restore_question,
)
from discussions.models import MeToo, Post, SolutionEvent, Thread, ThreadSeen
from notifications.models import Notification
from search.models import SearchEntry
from tests.factories import make_answer, make_question
from tests.together import together

REASON = "Keduanya menanyakan hal yang sama."


@pytest.fixture
def into(stranger):
    """The question that stays."""
    return make_question(stranger, title="Cara memperbaiki kode rekening yang keliru?")


@pytest.fixture
def merge(moderator, now):
    """The moderator merges."""
    return lambda source, into: merge_questions(
        actor=moderator, source=source, into=into, reason=REASON, now=now
    )


def test_answers_move_with_their_comments_and_marks(
    question, answer, into, employee, merge, now, as_user
):
    comment = post_comment(author=employee, post=answer, body="Betul sekali.", now=now)
    mark_helpful(user=employee, post=answer, now=now)

    merge(question, into)

    page = as_user(employee).get(into.get_absolute_url()).content.decode()
    assert f'id="j-{answer.public_id}"' in page
    assert f'id="k-{comment.public_id}"' in page
    into.refresh_from_db()
    assert (into.answer_count, into.highest_no) == (1, 2)
    assert Post.objects.get(pk=answer.pk).score == 1
    assert recount(repair=False) == []


def test_the_old_address_leads_on(question, answer, into, merge, as_user, colleague):
    client, old = as_user(colleague), question.get_absolute_url()
    merge(question, into)

    assert client.get(old, follow=True).redirect_chain[-1][0] == into.get_absolute_url()
    assert client.get(f"/t/{question.public_id}/", follow=True).status_code == 200
    moved = client.get(f"/j/{answer.public_id}/")
    assert moved.url == f"{into.get_absolute_url()}#j-{answer.public_id}"


def test_who_answered_both_keeps_one_answer_with_both_texts(
    question, answer, into, colleague, employee, merge, now
):
    other = make_answer(colleague, into, body="Lewat perubahan anggaran.")
    for person in (employee, into.author):
        mark_helpful(user=person, post=answer, now=now)
    mark_helpful(user=employee, post=other, now=now)
    post_comment(author=employee, post=answer, body="Betul sekali.", now=now)

    merge(question, into)

    kept = Post.objects.get(pk=other.pk)
    assert "Lewat perubahan anggaran." in kept.body
    assert answer.body in kept.body
    assert (kept.score, kept.comment_count) == (2, 1)
    assert Post.objects.standing().filter(kind="answer").get() == kept
    assert recount(repair=False) == []


def test_two_texts_that_are_too_long_together_stop_it(question, into, colleague, merge):
    make_answer(colleague, question, body="a " * 6000)
    make_answer(colleague, into, body="b " * 6000)

    with pytest.raises(TooLongTogether, match=colleague.name):
        merge(question, into)
    assert Thread.objects.get(pk=question.pk).deleted_at is None


def test_followers_and_those_who_have_it_too_go_along(question, into, colleague, merge, now):
    mark_me_too(user=colleague, thread=question, now=now)
    mark_me_too(user=into.author, thread=question, now=now)

    merge(question, into)

    into.refresh_from_db()
    having = set(MeToo.objects.filter(thread=into).values_list("user", flat=True))
    assert having == {colleague.pk, question.author_id}
    assert into.me_too_count == 2
    watching = ThreadSeen.objects.filter(thread=into, level="watching")
    assert set(watching.values_list("user", flat=True)) >= {colleague.pk, question.author_id}


def test_a_solution_goes_along_where_there_is_none(question, answer, into, merge, choose):
    choose(answer)

    merge(question, into)

    into.refresh_from_db()
    assert into.best_answer_id == answer.pk
    events = SolutionEvent.objects.order_by("pk").values_list("verb", "thread")
    assert list(events) == [
        ("accept", question.pk),
        ("withdraw", question.pk),
        ("accept", into.pk),
    ]


def test_the_solution_that_stands_there_stays(
    question, answer, into, colleague, employee, merge, choose
):
    choose(answer)
    stands = make_answer(employee, into, body="Yang sudah dipilih di sana.")
    choose(stands, by=into.author)

    merge(question, into)

    into.refresh_from_db()
    assert into.best_answer_id == stands.pk


def test_search_finds_the_other_by_the_words_of_this(question, into, merge):
    merge(question, into)

    assert not SearchEntry.objects.filter(kind="discussions.thread", object_id=question.pk).exists()
    entry = SearchEntry.objects.get(kind="discussions.thread", object_id=into.pk)
    assert question.title in entry.body


def test_the_history_shows_what_was_asked_there(question, into, merge, as_user, colleague):
    merge(question, into)

    page = as_user(colleague).get(f"/tanya/{into.public_id}/riwayat/").content.decode()

    assert REASON in page
    assert question.title in page


def test_the_asker_is_told(question, into, employee, merge):
    merge(question, into)

    told = Notification.objects.get(recipient=employee, kind="discussions.question_merged")
    assert told.about_id == into.pk


def test_it_does_not_come_back_alone(question, into, merge, moderator, now):
    merge(question, into)

    with pytest.raises(QuestionIsMerged):
        restore_question(actor=moderator, thread=question, now=now)


def test_not_into_itself_nor_into_what_is_gone(question, into, merge, moderator, now):
    with pytest.raises(SameQuestion):
        merge(question, question)
    by = {"actor": moderator, "role": "moderator", "reason": "Salah.", "now": now}
    delete_question(thread=into, **by)
    with pytest.raises(QuestionIsGone):
        merge(question, into)


def test_not_where_others_read(question, unit_question, merge):
    with pytest.raises(ReadByOthers):
        merge(unit_question, question)


def test_the_form(question, into, moderator, employee, as_user):
    client = as_user(moderator)
    url = f"/tanya/{question.public_id}/gabung/?ke={into.public_id}"
    assert into.title in client.get(url).content.decode()

    response = client.post(url, {"of": into.public_id, "reason": REASON})

    assert response.url == into.get_absolute_url()
    assert as_user(employee).get(url).status_code in (403, 404)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_merges_at_once_leave_one_question(question, answer, into, merge):
    outcomes = together(lambda: merge(question, into), lambda: merge(into, question))

    refused = [one for one in outcomes if isinstance(one, (QuestionIsGone, GoesInCircle))]
    assert len(refused) == 1
    standing = Thread.objects.filter(deleted_at=None).get()
    assert standing.answer_count == 1
    assert recount(repair=False) == []
