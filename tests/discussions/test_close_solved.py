"""Row 27, defect 11: a solved question that has gone silent closes by itself, and stays away."""

from datetime import timedelta

import pytest

from discussions.actions import (
    close_question,
    close_solved,
    delete_comment,
    mark_outdated,
    post_comment,
    rank_threads,
    redact_post,
    remind_askers,
    reopen_question,
    unmark_outdated,
)
from discussions.models import CurationEvent, Thread
from discussions.models.queue import waiting_reviews
from hub.waiting import waiting_for

DAYS = timedelta(days=181)


@pytest.fixture
def solved(question, answer, choose):
    choose(answer)
    return question


def test_row_27_after_half_a_silent_year(solved, now):
    assert close_solved(now=now + timedelta(days=179)) == 0
    assert close_solved(now=now + DAYS) == 1

    thread = Thread.objects.get()
    assert (thread.is_open, thread.closed_by) == (False, None)
    event = CurationEvent.objects.get()
    assert (event.verb, event.actor) == ("close-solved", None)
    assert close_solved(now=now + DAYS) == 0


def test_row_27_a_comment_breaks_the_silence_until_it_is_removed(solved, employee, now):
    said = now + timedelta(days=100)
    opening = solved.posts.get(no=1)
    comment = post_comment(author=employee, post=opening, body="Masih berlaku tahun ini?", now=said)
    assert close_solved(now=now + DAYS) == 0
    assert close_solved(now=said + DAYS) == 1

    reopen_question(actor=employee, thread=solved, now=said + DAYS)
    Thread.objects.update(last_activity_at=now)
    assert close_solved(now=now + DAYS) == 0
    delete_comment(actor=employee, comment=comment, now=said + DAYS)
    assert close_solved(now=now + DAYS) == 1


def test_an_unsolved_one_stays_open(question, answer, now):
    assert close_solved(now=now + DAYS) == 0


def test_zero_days_close_nothing(solved, now, settings):
    settings.FORUM_CLOSE_SOLVED_DAYS = 0

    assert close_solved(now=now + DAYS) == 0


def test_the_history_says_that_time_did_it(solved, now, as_user, employee):
    close_solved(now=now + DAYS)

    page = as_user(employee).get(f"/tanya/{solved.public_id}/riwayat/").content.decode()

    assert "<b>Waktu</b>" in page


@pytest.mark.parametrize("is_solved", [True, False])
def test_defect_11_what_is_mended_in_a_closed_question_enters_no_queue_again(
    question, answer, choose, employee, moderator, as_user, now, is_solved
):
    """Blackened and marked after it was closed: nobody is called to it, and it rises nowhere."""
    if is_solved:
        choose(answer)
    close_question(actor=moderator, thread=question, reason="Sudah selesai dibahas.", now=now)
    waiting_reviews(moderator, now).update(decided_at=now)
    as_user(employee).get(question.get_absolute_url())
    before = Thread.objects.get().last_activity_at

    later = now + timedelta(days=20)
    by = {"actor": moderator, "now": later}
    redact_post(post=answer, passage="antar-rincian", reason="Keliru.", **by)
    mark_outdated(post=answer, reason="Aturannya sudah diganti.", version=2, **by)
    unmark_outdated(post=answer, **by)
    rank_threads(now=later)

    lists = ["status=belum", "status=tanpa-solusi", "urut=perlu"]
    for person in (employee, moderator):
        shown = [as_user(person).get(f"/tanya/?{one}").context["page"].rows for one in lists]
        assert shown == [[], [], []]
        assert waiting_for(person, later, 9) == []
    assert not waiting_reviews(moderator, later).exists()
    assert remind_askers(now=later) == 0
    assert Thread.objects.get().last_activity_at == before
