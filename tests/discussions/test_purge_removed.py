"""Row 66: removed, brought back, and after a year the words are gone for good."""

from datetime import timedelta

import pytest

from discussions.actions import (
    WordsAreGone,
    delete_answer,
    delete_question,
    edit_answer,
    merge_questions,
    post_comment,
    purge_removed,
    restore_answer,
    restore_question,
)
from discussions.models import Comment, Post, Revision
from tests.factories import make_question

DAYS = timedelta(days=366)


@pytest.fixture
def removed(question, answer, colleague, moderator, now):
    """A question with an answer, an earlier wording and a comment."""
    later = now + timedelta(minutes=10)
    edit_answer(
        editor=colleague, answer=answer, body="Lewat pergeseran saja.", version=1, now=later
    )
    post_comment(author=colleague, post=answer, body="Semoga membantu.", now=now)
    return delete_question(
        actor=moderator, thread=question, role="moderator", reason="Memuat rahasia.", now=now
    )


def words():
    """All words that are left."""
    texts = [model.objects.values_list("body", flat=True) for model in (Post, Revision, Comment)]
    return "".join(text for found in texts for text in found)


def test_row_66_after_a_year_no_word_is_left(removed, now):
    assert purge_removed(now=now + timedelta(days=364)) == 0
    assert purge_removed(now=now + DAYS) == 2

    assert words() == ""
    removed.refresh_from_db()
    assert (removed.title, removed.deleted_reason) == ("–", "Memuat rahasia.")
    assert purge_removed(now=now + DAYS) == 0


def test_within_the_year_it_comes_back_whole(removed, moderator, as_user, now):
    thread = restore_question(actor=moderator, thread=removed, now=now)
    purge_removed(now=now + DAYS)
    assert "Lewat pergeseran saja." in words()
    assert as_user(moderator).get(thread.get_absolute_url()).status_code == 200


def test_afterwards_nothing_comes_back(removed, moderator, now):
    purge_removed(now=now + DAYS)
    with pytest.raises(WordsAreGone):
        restore_question(actor=moderator, thread=removed, now=now + DAYS)


def test_a_removed_answer_leaves_the_rest(question, answer, colleague, moderator, now):
    gone = delete_answer(actor=colleague, answer=answer, role="author", reason="", now=now)
    assert purge_removed(now=now + DAYS) == 1
    assert question.posts.get(no=1).body
    with pytest.raises(WordsAreGone):
        restore_answer(actor=moderator, answer=gone, now=now + DAYS)


def test_a_merged_question_stays_in_the_history(question, employee, moderator, as_user, now):
    source = make_question(employee, title="Kode rekening salah, harus bagaimana?")
    merge_questions(actor=moderator, source=source, into=question, reason="Sama.", now=now)
    assert purge_removed(now=now + DAYS) == 0


def test_zero_days_purge_nothing(removed, now, settings):
    settings.FORUM_PURGE_DAYS = 0
    assert purge_removed(now=now + DAYS) == 0
