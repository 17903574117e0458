"""The history tells who wrote, changed, chose, closed and removed what, when and why."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discussions.actions import close_question, delete_answer, edit_answer
from discussions.models.history import MOST_TOKENS, word_diff


@pytest.fixture
def history(as_user, employee, question):
    def entries(user=None):
        response = as_user(user or employee).get(f"/tanya/{question.public_id}/riwayat/")
        assert response.status_code == 200
        return response

    return entries


def test_everything_that_happened_newest_first(
    history, question, answer, choose, colleague, moderator, now
):
    later = now + timedelta(minutes=20)
    edit_answer(editor=colleague, answer=answer, body="Lewat DPPA saja.", version=1, now=later)
    choose(answer)
    reason = "Sudah selesai dibahas."
    close_question(actor=moderator, thread=question, reason=reason, now=later + timedelta(hours=1))

    entries = history().context["entries"]

    assert [entry.kind for entry in entries if entry.kind != "accept"] == [
        "close",
        "edited-answer",
        "answered",
        "asked",
    ]
    assert (entries[0].actor, entries[0].reason) == (moderator, reason)
    edited = next(entry for entry in entries if entry.kind == "edited-answer")
    assert ("+", "DPPA") in edited.parts or any("DPPA" in text for _sign, text in edited.parts)
    assert "<ins>" in history().content.decode()


def test_what_stood_in_a_removed_answer_is_not_told(history, answer, moderator, now):
    delete_answer(actor=moderator, answer=answer, reason="Data pribadi.", now=now)

    page = history().content.decode()

    assert answer.body not in page
    assert "Data pribadi." in page
    assert "/pulihkan/" not in page
    assert f"/j/{answer.public_id}/pulihkan/" in history(moderator).content.decode()


def test_changed_texts_are_escaped(history, answer, colleague, now):
    later = now + timedelta(minutes=20)
    edit_answer(
        editor=colleague, answer=answer, body="<script>alert(1)</script> ya", version=1, now=later
    )

    assert "<script>alert" not in history().content.decode()


texts = st.text(alphabet="ab c\n.<é", max_size=40)


@given(before=texts, after=texts)
def test_a_diff_holds_both_texts(before, after):
    parts = word_diff(before, after)

    assert "".join(text for sign, text in parts if sign != "+") == before
    assert "".join(text for sign, text in parts if sign != "-") == after


def test_texts_too_long_to_compare_are_shown_whole():
    before, after = "a " * MOST_TOKENS, "b " * MOST_TOKENS

    assert word_diff(before, after) == (("-", before), ("+", after))
