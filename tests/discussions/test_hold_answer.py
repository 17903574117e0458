"""Idea 11: until the cut-off nobody reads another's answer, wherever they look."""

from datetime import timedelta

import pytest
import time_machine

from discussions.actions import (
    AnswersAreHeld,
    AnswersAreOpen,
    hold_answer,
    merge_questions,
    post_answer,
    post_comment,
    purge_removed,
    turn_into_answer,
)
from discussions.models import Comment, HeldAnswer, Post, Thread
from notifications.models import Notification
from tests.factories import UserFactory, make_question, make_week
from tests.sweep import looks, text_of, undone

WORDS = "Kami memisahkan loket lansia sejak pukul tujuh."


@pytest.fixture
def week(leader, now):
    return make_week(leader, now=now)


@pytest.fixture
def third(unit):
    """One more of the unit."""
    return UserFactory(name="Zulkhairi Kanaria", unit=unit)


@pytest.fixture
def hold(week, now):
    return lambda author, body=WORDS: hold_answer(author=author, thread=week, body=body, now=now)


def test_idea_11_before_the_cut_off_reply_b_is_invisible_to_a(
    week, hold, as_user, employee, colleague, leader
):
    hold(colleague)

    pages = [as_user(one).get(week.get_absolute_url()) for one in (employee, leader, colleague)]

    assert [WORDS in page.content.decode() for page in pages] == [False, False, True]
    assert [page.context["held_count"] for page in pages] == [1, 1, 1]
    assert not Post.objects.filter(kind="answer").exists()


@pytest.mark.parametrize("who", ["employee", "leader", "stranger", "other_leader"])
def test_idea_11_whoever_answered_what_everybody_sees_the_same(
    who, week, third, colleague, as_user, now, request
):
    """Two worlds: another person, and other words; every page and part is the same."""
    client = as_user(request.getfixturevalue(who))
    rows = {Thread: [week], Post: list(week.posts.all()), type(third): [third, colleague]}

    def world(author, body):
        with undone(), time_machine.travel(now + timedelta(hours=1), tick=False):
            hold_answer(author=author, thread=week, body=body, now=now)
            seen.append(
                {asked: text_of(page) for asked, page in looks(client, rows, words=["loket"])}
            )

    seen = []
    world(third, WORDS)
    world(colleague, "Sama sekali lain.")

    assert seen[0].keys() == seen[1].keys()
    assert [asked for asked in seen[0] if seen[0][asked] != seen[1][asked]] == []
    assert not any(WORDS in text for text in seen[0].values())


def test_nobody_hears_of_it(week, hold, colleague, heard):
    before = Notification.objects.count()
    heard()

    hold(colleague)

    assert (Notification.objects.count(), heard()) == (before, [])


def test_the_own_answer_is_worded_anew_and_taken_back(week, as_user, employee):
    client, page = as_user(employee), f"/tanya/{week.public_id}/titip/"

    for body in (WORDS, "Kata-kata yang lain sama sekali."):
        assert client.post(page, {"body": body}).status_code == 302
    assert HeldAnswer.objects.get().body == "Kata-kata yang lain sama sekali."
    assert "Kata-kata yang lain" in client.get(page).content.decode()

    client.post(f"{page}tarik/")
    assert not HeldAnswer.objects.exists()


def test_moderators_read_it_for_safety(week, hold, as_user, colleague, moderator, employee):
    hold(colleague)
    page = f"/tanya/{week.public_id}/titipan/"

    assert WORDS in as_user(moderator).get(page).content.decode()
    assert as_user(employee).get(page).status_code == 403


def test_no_other_way_leads_to_an_answer(week, employee, colleague, moderator, now):
    opening = week.posts.get(no=1)
    comment = post_comment(author=colleague, post=opening, body="Apa maksudnya?", now=now)
    other = make_question(employee)

    with pytest.raises(AnswersAreHeld):
        post_answer(author=employee, thread=week, body=WORDS, now=now)
    with pytest.raises(AnswersAreHeld):
        turn_into_answer(actor=moderator, comment=Comment.objects.get(pk=comment.pk), now=now)
    Thread.objects.update(visibility="regency")
    with pytest.raises(AnswersAreHeld):
        merge_questions(actor=moderator, source=other, into=week, reason="Sama saja.", now=now)


def test_after_the_cut_off_nothing_is_held_any_more(week, employee, now):
    with pytest.raises(AnswersAreOpen):
        hold_answer(author=employee, thread=week, body=WORDS, now=now + timedelta(days=8))


def test_what_was_typed_comes_back(week, as_user, employee, now):
    page = f"/tanya/{week.public_id}/titip/"
    with time_machine.travel(now + timedelta(days=8)):
        response = as_user(employee).post(page, {"body": WORDS})

    assert response.status_code == 409
    assert WORDS in response.content.decode()


def test_a_number_of_a_person_is_not_kept(week, as_user, employee):
    page = f"/tanya/{week.public_id}/titip/"

    assert as_user(employee).post(page, {"body": "NIK 1104012304850001 saja."}).status_code == 422
    assert not HeldAnswer.objects.exists()


def test_it_is_in_ones_own_data(week, hold, as_user, employee, colleague):
    hold(colleague)

    for person, is_there in ((colleague, True), (employee, False)):
        found = as_user(person).get("/saya/data/", {"unduh": "1"})
        assert (WORDS in b"".join(found).decode()) == is_there


def test_a_removed_question_loses_them_in_time(week, hold, colleague, now, settings):
    hold(colleague)
    Thread.objects.update(deleted_at=now)

    purge_removed(now=now + timedelta(days=settings.FORUM_PURGE_DAYS + 1))

    assert not HeldAnswer.objects.exists()


def test_a_question_that_is_not_of_the_week_takes_none(as_user, employee, colleague):
    """A form that nobody of ours sent."""
    thread = make_question(colleague)

    answer = as_user(employee).post(f"/tanya/{thread.public_id}/titip/", {"body": ""})

    assert (answer.status_code, answer.url) == (302, thread.get_absolute_url())
    assert not HeldAnswer.objects.exists()
