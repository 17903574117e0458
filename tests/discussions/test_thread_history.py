"""The history tells who wrote, changed, chose, closed and removed what, when and why."""

from datetime import timedelta
from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discussions.actions import close_question, delete_answer, edit_answer
from discussions.models import history
from discussions.models.history import WORK, word_diff


@pytest.fixture
def shown(as_user, employee, question):
    def entries(user=None, **query):
        url = f"/tanya/{question.public_id}/riwayat/"
        response = as_user(user or employee).get(url, query)
        assert response.status_code == 200
        return response

    return entries


def test_everything_that_happened_newest_first(
    shown, question, answer, choose, colleague, moderator, now
):
    later = now + timedelta(minutes=20)
    edit_answer(editor=colleague, answer=answer, body="Lewat DPPA saja.", version=1, now=later)
    choose(answer)
    reason = "Sudah selesai dibahas."
    close_question(actor=moderator, thread=question, reason=reason, now=later + timedelta(hours=1))

    entries = shown().context["entries"]

    kinds = [entry.kind for entry in entries]
    assert [kind for kind in kinds if kind != "accept"] == [
        "close",
        "edited-answer",
        "answered",
        "asked",
    ]
    assert kinds.count("accept") == 1
    assert (entries[0].actor, entries[0].reason) == (moderator, reason)


def test_row_78_one_change_at_a_time_is_compared(
    as_user, employee, question, answer, colleague, now
):
    later = now + timedelta(minutes=20)
    edit_answer(editor=colleague, answer=answer, body="Lewat DPPA saja.", version=1, now=later)
    client, url = as_user(employee), f"/tanya/{question.public_id}/riwayat/"
    assert "<ins>" not in client.get(url).content.decode()

    page = client.get(url, {"lihat": f"{answer.public_id}-1"}).content.decode()

    assert "<ins>" in page
    assert "DPPA" in page


def test_what_stood_in_a_removed_answer_is_not_told(shown, answer, moderator, now):
    delete_answer(actor=moderator, role="moderator", answer=answer, reason="Data pribadi.", now=now)

    page = shown().content.decode()

    assert answer.body not in page
    assert "Data pribadi." in page
    assert "/pulihkan/" not in page
    assert f"/j/{answer.public_id}/pulihkan/" in shown(moderator).content.decode()


def test_changed_texts_are_escaped(shown, answer, colleague, now):
    later = now + timedelta(minutes=20)
    edit_answer(
        editor=colleague, answer=answer, body="<script>alert(1)</script> ya", version=1, now=later
    )

    assert "<script>alert" not in shown(lihat=f"{answer.public_id}-1").content.decode()


texts = st.text(alphabet="ab c\n.<é", max_size=40)


@given(before=texts, after=texts)
def test_a_diff_holds_both_texts(before, after):
    parts = word_diff(before, after)

    assert "".join(text for sign, text in parts if sign != "+") == before
    assert "".join(text for sign, text in parts if sign != "-") == after


def test_words_that_changed_side_by_side_are_one_change():
    assert word_diff("Buka menu lama dulu.", "Buka jadwal baru dulu.") == [
        ("=", "Buka "),
        ("-", "menu lama"),
        ("+", "jadwal baru"),
        ("=", " dulu."),
    ]


def test_texts_made_to_hurt_cost_little(monkeypatch):
    """Comparing is bounded by pairs of words, whatever the texts are."""
    compared = []

    class Counting(SequenceMatcher):
        def __init__(self, junk, old, new, **options):
            compared.append(len(old) * len(new))
            super().__init__(junk, old, new, **options)

    monkeypatch.setattr(history, "SequenceMatcher", Counting)
    n = 10_000
    hurting = "".join(".,"[(i * i // 3) % 2] for i in range(n))
    before, after = hurting, "".join(".,"[(i * i // 7 + i) % 2] for i in range(n))

    assert word_diff(before, after) == [("-", before), ("+", after)]
    word_diff("\n".join(hurting), "\n".join(after))
    word_diff("\n".join([hurting[:150]] * 90), "\n".join([after[:150]] * 90))
    assert sum(compared) < 4 * WORK
