"""One member never takes the forum down by reporting (what an attacker found)."""

import pytest

from discussions.actions import (
    AnnouncementText,
    TooManyReports,
    announce,
    carry_out,
    decide_review,
    merge_questions,
    post_answer,
    report_text,
)
from discussions.models import Review, Thread
from foundation.refusals import Refusal
from tests.factories import make_question


def say(reporter, about, now, kind="personal"):
    return report_text(reporter=reporter, about=about, kind=kind, note="", now=now)


@pytest.fixture
def openings(employee):
    threads = [make_question(employee, title=f"Pertanyaan nomor {n} ini?") for n in range(25)]
    return [thread.posts.get(no=1) for thread in threads]


def hidden():
    return Thread.objects.exclude(hidden_at=None).count()


def test_three_texts_wait_before_the_fourth_is_hidden_by_the_same_member(openings, stranger, now):
    for opening in openings[:6]:
        say(stranger, opening, now)
    assert hidden() == 3


def test_a_second_member_or_a_moderator_still_hides_it(openings, stranger, moderator, now):
    for opening in openings[:4]:
        say(stranger, opening, now)
    say(moderator, openings[4], now)
    assert hidden() == 4


def test_twenty_reports_a_day(openings, stranger, now):
    for opening in openings[:20]:
        say(stranger, opening, now, kind="off")
    with pytest.raises(TooManyReports):
        say(stranger, openings[20], now, kind="off")


def test_what_was_left_standing_is_not_hidden_again_by_the_same_member(
    openings, stranger, moderator, now
):
    review = say(stranger, openings[0], now)
    decide_review(actor=moderator, review=review, decision="keep", reason="", now=now)
    review.refresh_from_db()
    carry_out(review=review, now=now)
    assert hidden() == 0

    say(stranger, openings[0], now)

    assert hidden() == 0


def test_one_member_hides_no_announcement(leader, stranger, unit, now):
    text = AnnouncementText("Apel gabungan hari Senin", "Mohon hadir.", unit, False)
    told = announce(author=leader, text=text, now=now)
    say(stranger, told.posts.get(no=1), now)
    assert hidden() == 0


def test_a_merge_carries_reports_on(question, employee, colleague, stranger, moderator, now):
    """The author answered both: what was said against the one text goes on against the joined."""
    source = make_question(employee, title="Kode rekening salah, apa yang harus saya buat?")
    old = post_answer(author=colleague, thread=source, body="Kata yang kasar sekali.", now=now)
    new = post_answer(author=colleague, thread=question, body="Jawaban yang lain lagi.", now=now)
    say(stranger, old, now, kind="rude")
    say(stranger, new, now, kind="rude")
    say(employee, old, now, kind="rude")

    merge_questions(actor=moderator, source=source, into=question, reason="Sama.", now=now)

    waiting = Review.objects.get(kind="report", decided_at=None)
    assert (waiting.about, waiting.reports.count()) == (new, 2)


def test_a_reported_question_is_not_merged_away(question, employee, stranger, moderator, now):
    source = make_question(employee, title="Kode rekening salah, apa yang harus saya buat?")
    say(stranger, source.posts.get(no=1), now, kind="rude")
    with pytest.raises(Refusal):
        merge_questions(actor=moderator, source=source, into=question, reason="Sama.", now=now)
