"""Row 11: comments are short, stand apart from answers and never answer."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actions import change_member
from discussions.actions import (
    CommentsAreMany,
    commenting,
    delete_answer,
    delete_comment,
    delete_question,
    post_answer,
    post_comment,
    recount,
)
from discussions.models import Comment
from notifications.models import LiveEvent, Notification
from tests.factories import UserFactory, make_answer
from tests.hostile import HUMAN_ANSWERS, each

TEXT = "Apakah ini berlaku juga untuk kecamatan?"


@pytest.fixture
def comment(answer, stranger, now):
    """The stranger's comment on the colleague's answer."""
    return post_comment(author=stranger, post=answer, body=TEXT, now=now)


def address(post):
    return f"/j/{post.public_id}/komentar/"


def told(person):
    rows = Notification.objects.filter(recipient=person, kind="discussions.comment_posted")
    return list(rows.values_list("count", flat=True))


def test_it_is_shown_below_its_post_with_its_author(as_user, employee, comment, stranger):
    page = as_user(employee).get(comment.post.thread.get_absolute_url()).content.decode()

    assert TEXT in page
    assert f'id="k-{comment.public_id}"' in page
    assert stranger.full_name in page


def test_row_11_it_is_no_answer(question, comment, employee, now):
    question.refresh_from_db()
    assert (question.answer_count, question.highest_no) == (1, 2)
    post_answer(author=comment.author, thread=question, body="Jawaban yang utuh.", now=now)


def test_the_question_can_be_commented_on(as_user, question, colleague):
    opening = question.posts.get(no=1)

    response = as_user(colleague).post(address(opening), {"body": TEXT})

    comment = Comment.objects.get()
    assert response.url == f"{question.get_absolute_url()}#k-{comment.public_id}"
    assert (comment.post, comment.author, comment.body) == (opening, colleague, TEXT)


def test_a_cached_answer_shows_a_new_and_no_removed_comment(as_user, employee, comment, now):
    client, url = as_user(employee), comment.post.thread.get_absolute_url()
    assert TEXT in client.get(url).content.decode()

    post_comment(author=employee, post=comment.post, body="Berlaku untuk semua.", now=now)
    assert "Berlaku untuk semua." in client.get(url).content.decode()

    delete_comment(actor=comment.author, comment=comment, now=now)
    assert TEXT not in client.get(url).content.decode()


def test_a_cached_answer_shows_the_new_name_of_who_commented(as_user, employee, comment, now):
    client, url = as_user(employee), comment.post.thread.get_absolute_url()
    client.get(url)
    comment.author.name = "Salim Pagan"

    change_member(user=comment.author, now=now)

    assert "Salim Pagan" in client.get(url).content.decode()


def test_after_three_the_rest_is_folded(as_user, employee, answer, colleague, now):
    for number in range(5):
        post_comment(author=colleague, post=answer, body=f"Catatan ke-{number}", now=now)

    page = as_user(employee).get(answer.thread.get_absolute_url()).content.decode()

    shown, folded = page.split("2 komentar lainnya")
    assert [f"Catatan ke-{number}" in shown for number in range(5)] == [True] * 3 + [False] * 2
    assert [f"Catatan ke-{number}" in folded for number in (3, 4)] == [True] * 2


def test_the_author_of_the_post_and_earlier_commenters_hear_once(comment, employee, colleague, now):
    assert told(colleague) == [1]

    for _remark in range(2):
        post_comment(author=employee, post=comment.post, body="Untuk kecamatan juga.", now=now)

    assert (told(colleague), told(comment.author), told(employee)) == ([3], [2], [])


def test_however_many_commented_it_costs_the_same(answer, employee, now, monkeypatch):
    monkeypatch.setattr(commenting, "MOST", 200)
    for _person in range(60):
        post_comment(author=UserFactory(), post=answer, body=TEXT, now=now)

    with CaptureQueriesContext(connection) as asked:
        post_comment(author=employee, post=answer, body=TEXT, now=now)

    assert len(asked) < 26
    told = Notification.objects.filter(kind="discussions.comment_posted", actor=employee)
    assert told.count() == 20


def test_after_a_hundred_an_answer_is_asked_for(answer, employee, now, monkeypatch):
    monkeypatch.setattr(commenting, "MOST", 2)
    for _remark in range(2):
        post_comment(author=employee, post=answer, body=TEXT, now=now)

    with pytest.raises(CommentsAreMany):
        post_comment(author=employee, post=answer, body=TEXT, now=now)


def test_the_form_below_an_answer_has_names_of_its_own(as_user, answer, question, employee):
    page = as_user(employee).get(question.get_absolute_url()).content.decode()
    form = as_user(employee).get(address(answer), headers={"HX-Request": "true"}).content.decode()

    ids = re.findall(r' id="([^"]+)"', page + form)
    assert [one for one in ids if ids.count(one) > 1] == []


def test_nobody_hears_of_what_they_may_no_longer_see(unit_question, colleague, stranger, now):
    answer = make_answer(colleague, unit_question)
    colleague.unit = stranger.unit
    colleague.save()

    post_comment(author=unit_question.author, post=answer, body=TEXT, now=now)

    assert told(colleague) == []


def test_open_pages_hear_which_post_reads_differently(comment):
    event = LiveEvent.objects.get(event="comment-posted")

    assert event.topic_id == f"thread:{comment.post.thread.public_id}"
    assert event.facts == {"post": comment.post.public_id}


def test_sending_twice_makes_one(as_user, answer, employee):
    form = {"body": TEXT, "key": "satu-kali"}

    first, second = (as_user(employee).post(address(answer), form) for _press in range(2))

    assert first.url == second.url
    assert Comment.objects.count() == 1


def test_a_closed_question_gives_the_text_back(as_user, question, answer, employee, now):
    question.closed_at = now
    question.save()

    response = as_user(employee).post(address(answer), {"body": TEXT})

    assert response.status_code == 409
    assert TEXT in response.content.decode()


@pytest.mark.parametrize("body", [TEXT, "a"])
@pytest.mark.parametrize("what", ["answer", "question"])
def test_what_was_removed_meanwhile_gives_the_text_back(
    as_user, question, answer, employee, moderator, now, body, what
):
    by = {"actor": moderator, "role": "moderator", "reason": "Salah alamat.", "now": now}
    if what == "answer":
        delete_answer(answer=answer, **by)
    else:
        delete_question(thread=question, **by)

    response = as_user(employee).post(address(answer), {"body": body})

    assert response.status_code == 409
    assert f'typed">{body}<' in response.content.decode()
    assert answer.body not in response.content.decode()


@pytest.mark.parametrize("body", ["", "  ", "​​​​", "ab", "a" * 601])
def test_row_11_empty_and_too_long_texts_come_back_with_a_sentence(as_user, answer, employee, body):
    response = as_user(employee).post(address(answer), {"body": body})

    assert response.status_code == 422
    assert "errsum" in response.content.decode()
    assert not Comment.objects.exists()


@pytest.mark.parametrize("field", ["body", "key"])
@pytest.mark.parametrize(("name", "text"), each)
def test_hostile_texts_get_a_human_answer(as_user, answer, employee, field, name, text):
    client = as_user(employee)

    response = client.post(address(answer), {"body": TEXT} | {field: text})

    assert response.status_code in HUMAN_ANSWERS
    page = client.get(answer.thread.get_absolute_url()).content.decode()
    assert "<script>alert" not in page


def test_a_foreign_unit_finds_nothing_to_comment_on(as_user, unit_question, stranger):
    opening = unit_question.posts.get(no=1)

    assert as_user(stranger).post(address(opening), {"body": TEXT}).status_code == 404


def test_with_javascript_only_the_form_is_fetched(as_user, answer, employee):
    response = as_user(employee).get(address(answer), headers={"HX-Request": "true"})

    assert "<html" not in response.content.decode()
    assert 'name="body"' in response.content.decode()


def test_the_count_is_recounted(comment, now):
    post_comment(author=comment.author, post=comment.post, body="Satu lagi.", now=now)
    delete_comment(actor=comment.author, comment=comment, now=now)

    assert recount(repair=False) == []
    comment.post.refresh_from_db()
    assert comment.post.comment_count == 1


def test_the_number_of_queries_does_not_grow(
    as_user, employee, question, now, django_assert_max_num_queries
):
    client, url = as_user(employee), question.get_absolute_url()
    for _person in range(6):
        answer = make_answer(UserFactory(), question)
        post_comment(author=UserFactory(), post=answer, body=TEXT, now=now)
    client.get(url)

    with django_assert_max_num_queries(12):
        client.get(url)
