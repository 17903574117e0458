"""A comment that its author took back returns at a press; what a moderator removed does not."""

from datetime import timedelta

import pytest

from discussions.actions import (
    BecameAnswer,
    CommentsAreMany,
    PostIsGone,
    RemovedByModerator,
    carry_out,
    commenting,
    decide_review,
    delete_answer,
    delete_comment,
    post_comment,
    recount,
    report_text,
    restore_comment,
    turn_into_answer,
)
from discussions.models import Comment, CurationEvent
from notifications.models import LiveEvent, Notification

TEXT = "Salah alamat, maaf."
REASON = "Menyerang orang, bukan menjawab."


@pytest.fixture
def comment(answer, stranger, now):
    return post_comment(author=stranger, post=answer, body=TEXT, now=now)


@pytest.fixture
def address(comment):
    return f"/k/{comment.public_id}/pulihkan/"


def is_there(comment):
    return Comment.objects.standing().filter(pk=comment.pk).exists()


def test_its_author_presses_undo_on_the_next_page(comment, address, stranger, as_user):
    client = as_user(stranger)

    page = client.post(f"/k/{comment.public_id}/hapus/", follow=True).content.decode()
    assert f'action="{address}"' in page
    assert TEXT not in page

    assert TEXT in client.post(address, follow=True).content.decode()
    assert recount(repair=False) == []


def test_it_is_offered_once(comment, address, stranger, as_user):
    client = as_user(stranger)
    client.post(f"/k/{comment.public_id}/hapus/", follow=True)

    assert address not in client.get(comment.get_absolute_url()).content.decode()
    assert address in client.get(comment.page).content.decode()


def test_open_pages_hear_of_it(comment, stranger, now):
    delete_comment(actor=stranger, comment=comment, now=now)

    restore_comment(actor=stranger, comment=comment, role="author", now=now)

    event = LiveEvent.objects.order_by("no").last()
    assert (event.event, event.facts) == ("comment-posted", {"post": comment.post.public_id})


def test_pressing_twice_counts_once(comment, stranger, now):
    delete_comment(actor=stranger, comment=comment, now=now)
    for _press in range(2):
        restore_comment(actor=stranger, comment=comment, role="author", now=now)

    assert recount(repair=False) == []


def test_its_author_does_not_undo_what_a_moderator_removed(
    comment, address, stranger, moderator, as_user, now
):
    delete_comment(actor=moderator, comment=comment, reason=REASON, now=now)
    client = as_user(stranger)

    assert client.post(address).status_code == 403
    assert client.get(comment.page).status_code == 302
    with pytest.raises(RemovedByModerator):
        restore_comment(actor=stranger, comment=comment, role="author", now=now)
    assert not is_there(comment)


def test_nor_by_taking_it_back_before_the_decision_is_carried_out(
    comment, stranger, employee, moderator, now
):
    review = report_text(reporter=employee, about=comment, kind="rude", note="", now=now)
    by = {"actor": moderator, "review": review, "now": now}
    decided = decide_review(decision="remove", reason=REASON, **by)
    delete_comment(actor=stranger, comment=comment, now=now)

    carry_out(review=decided, now=now + timedelta(seconds=10))

    with pytest.raises(RemovedByModerator):
        restore_comment(actor=stranger, comment=comment, role="author", now=now)


def test_a_moderator_brings_it_back_from_the_history(comment, address, moderator, as_user, now):
    delete_comment(actor=moderator, comment=comment, reason=REASON, now=now)
    client = as_user(moderator)
    history = f"/tanya/{comment.thread.public_id}/riwayat/"
    page = client.get(history).content.decode()
    assert address in page
    assert REASON in page

    assert client.post(address).status_code == 302

    assert is_there(comment)
    verbs = list(CurationEvent.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["delete-comment", "restore-comment"]
    assert address not in client.get(history).content.decode()


def test_the_history_keeps_no_word_of_it(comment, moderator, employee, as_user, now):
    delete_comment(actor=moderator, comment=comment, reason=REASON, now=now)

    page = as_user(employee).get(f"/tanya/{comment.thread.public_id}/riwayat/").content.decode()

    assert REASON in page
    assert TEXT not in page
    assert "/pulihkan/" not in page


@pytest.mark.parametrize("who", ["employee", "colleague", "leader", "admin"])
def test_nobody_else_does(comment, address, who, request, stranger, as_user, now):
    delete_comment(actor=stranger, comment=comment, now=now)

    assert as_user(request.getfixturevalue(who)).post(address).status_code == 403
    assert not is_there(comment)


def test_not_what_became_an_answer(comment, stranger, now):
    turn_into_answer(actor=stranger, comment=comment, now=now)

    with pytest.raises(BecameAnswer):
        restore_comment(actor=stranger, comment=comment, role="author", now=now)


def test_its_page_leads_to_the_answer_that_it_became(comment, stranger, as_user, now):
    answer = turn_into_answer(actor=stranger, comment=comment, now=now)

    assert as_user(stranger).get(comment.page).url == answer.get_absolute_url()


def test_not_below_what_is_gone(comment, stranger, moderator, address, as_user, now):
    delete_comment(actor=stranger, comment=comment, now=now)
    by = {"actor": moderator, "role": "moderator", "reason": REASON, "now": now}
    delete_answer(answer=comment.post, **by)

    with pytest.raises(PostIsGone):
        restore_comment(actor=stranger, comment=comment, role="author", now=now)
    assert as_user(stranger).post(address).status_code == 404


def test_not_where_there_are_too_many(comment, stranger, employee, now, monkeypatch):
    monkeypatch.setattr(commenting, "MOST", 1)
    delete_comment(actor=stranger, comment=comment, now=now)
    post_comment(author=employee, post=comment.post, body="Betul sekali.", now=now)

    with pytest.raises(CommentsAreMany):
        restore_comment(actor=stranger, comment=comment, role="author", now=now)


def test_what_was_hidden_comes_back_hidden(comment, stranger, employee, now):
    report_text(reporter=employee, about=comment, kind="personal", note="", now=now)
    delete_comment(actor=stranger, comment=comment, now=now)

    restore_comment(actor=stranger, comment=comment, role="author", now=now)

    assert Comment.objects.get(pk=comment.pk).hidden_at


def test_its_author_hears_who_removed_it_and_not_of_oneself(comment, stranger, moderator, now):
    delete_comment(actor=stranger, comment=comment, now=now)
    assert not Notification.objects.filter(recipient=stranger).exists()
    restore_comment(actor=stranger, comment=comment, role="author", now=now)

    delete_comment(actor=moderator, comment=comment, reason=REASON, now=now)

    assert Notification.objects.get(recipient=stranger).kind == "discussions.comment_removed"
