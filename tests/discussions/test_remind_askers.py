"""Row 21, defect 6: one reminder to choose, only to an asker who can."""

from datetime import timedelta

import pytest

from discussions.actions import close_question, post_comment, remind_askers
from discussions.models import Thread
from notifications.models import Notification

WEEK = timedelta(days=8)


def reminded():
    return Notification.objects.filter(kind="discussions.choice_due")


def test_row_21_a_week_after_the_last_answer_and_only_once(question, answer, employee, now):
    assert remind_askers(now=now + timedelta(days=6)) == 0
    assert remind_askers(now=now + WEEK) == 1
    assert remind_askers(now=now + 2 * WEEK) == 0

    assert reminded().get().recipient == employee


def test_row_21_a_talk_that_goes_on_is_no_silence(question, answer, colleague, now):
    said = now + timedelta(days=5)
    post_comment(author=colleague, post=answer, body="Sudah dicoba di kantor?", now=said)

    assert remind_askers(now=now + WEEK) == 0
    assert remind_askers(now=said + WEEK) == 1


@pytest.mark.parametrize("state", ["solved", "closed", "gone", "unanswered"])
def test_defect_6_not_when_nothing_can_be_chosen(
    question, employee, now, state, request, moderator
):
    answer = None if state == "unanswered" else request.getfixturevalue("answer")
    if state == "solved":
        request.getfixturevalue("choose")(answer)
    if state == "closed":
        close_question(actor=moderator, thread=question, reason="Selesai sudah.", now=now)
    if state == "gone":
        employee.is_active = False
        employee.save()

    assert remind_askers(now=now + WEEK) == 0
    assert not reminded().exists()


def test_not_for_a_removed_question(question, answer, now):
    Thread.objects.update(deleted_at=now)

    assert remind_askers(now=now + WEEK) == 0
