"""Row 14: what happens to a text happens to the wordings that were suggested for it."""

import json
from datetime import timedelta

import pytest

from accounts.actions import let_member_leave
from discussions.actions import (
    PassageNotFound,
    approve_suggestion,
    carry_out,
    decide_review,
    delete_answer,
    edit_answer,
    merge_questions,
    purge_removed,
    recount,
    redact_post,
    reject_suggestion,
    report_text,
    restore_answer,
    turn_into_comment,
    withdraw_suggestion,
)
from discussions.models import EditSuggestion, Post, Review, Revision
from notifications.models import Notification
from tests.discussions.conftest import BETTER
from tests.factories import UserFactory, make_answer, make_question

YEAR = timedelta(days=366)
LATER = timedelta(hours=1)
NIK = "1102014507900003"


@pytest.fixture
def redact(moderator, now):
    def do(post, passage):
        post = Post.objects.get(pk=post.pk)
        by = {"actor": moderator, "reason": "Nama orang.", "now": now}
        return redact_post(post=post, passage=passage, **by)

    return do


@pytest.fixture
def merge(moderator, now):
    def do(source, into):
        return merge_questions(actor=moderator, source=source, into=into, reason="Sama.", now=now)

    return do


def fresh(suggestion):
    return EditSuggestion.objects.select_related("post__thread").get(pk=suggestion.pk)


def words():
    """Every word of every suggestion."""
    fields = ("title", "body", "reason", "decision_reason")
    return "".join("".join(row) for row in EditSuggestion.objects.values_list(*fields))


def test_row_14_a_blackened_passage_leaves_what_waits_and_what_was_decided(
    answer, stranger, colleague, suggest, redact, now
):
    says = "Pak Amiruddin membuka menu. "
    rejected = suggest(stranger, answer, body=says + "Satu.", reason="Pak Amiruddin juga.")
    reason = "Pak Amiruddin tidak di sini."
    reject_suggestion(actor=colleague, suggestion=rejected, reason=reason, now=now)
    taken_back = suggest(stranger, answer, body=says + "Dua.")
    withdraw_suggestion(suggestion=taken_back, now=now)
    suggest(UserFactory(), answer, body=says + "Tiga.")

    redact(answer, "Amiruddin")

    assert "Amiruddin" not in words()
    assert words().count("█████") == 5


def test_row_14_a_reason_in_the_history_is_blackened_too(
    suggestion, answer, colleague, redact, now
):
    EditSuggestion.objects.update(reason="Pak Amiruddin sudah pindah.")
    approved = fresh(suggestion)
    approve_suggestion(actor=colleague, suggestion=approved, version=1, edition=1, now=now)

    redact(answer, "Amiruddin")

    assert "Amiruddin" not in Revision.objects.get().reason + words()


def test_row_14_what_was_about_the_blackened_text_is_not_outdated_but_read_anew(
    suggestion, answer, redact
):
    redact(answer, "pergeseran")

    after = fresh(suggestion)
    assert (after.version, after.edition, after.is_outdated) == (2, 2, False)
    assert "pergeseran" not in after.body


def test_row_14_its_author_hears_nothing_of_a_passage_that_only_a_suggestion_said(
    answer, colleague, suggest, stranger, redact
):
    suggest(stranger, answer, body=f"{BETTER} Kata Pak Amiruddin.")

    redact(answer, "Amiruddin")

    assert not Notification.objects.filter(recipient=colleague, kind__contains="redact").exists()
    with pytest.raises(PassageNotFound):
        redact(answer, "Amiruddin")


def test_row_14_masking_a_reported_text_masks_what_was_suggested(
    question, colleague, stranger, moderator, suggest, now
):
    answer = make_answer(colleague, question, body=f"NIK beliau {NIK}, silakan.")
    suggest(stranger, answer, body=f"NIK-nya {NIK}, silakan dicek.")
    review = report_text(reporter=stranger, about=answer, kind="personal", note="", now=now)
    by = {"actor": moderator, "review": review, "now": now}

    carry_out(review=decide_review(decision="mask", reason="", **by), now=now + Review.UNDO)

    assert NIK not in words()


def test_row_14_a_hidden_text_that_was_mended_takes_the_words_along(
    suggestion, answer, colleague, stranger, now, as_user
):
    Post.objects.filter(pk=answer.pk).update(hidden_at=now)

    edit_answer(editor=colleague, answer=answer, body="Tanpa rahasia.", version=1, now=now)

    assert (fresh(suggestion).state, words()) == ("lapsed", "")
    Post.objects.filter(pk=answer.pk).update(hidden_at=None)
    page = as_user(stranger).get(suggestion.get_absolute_url())
    assert "Isinya sudah dihapus untuk seterusnya" in page.content.decode()


def test_row_14_at_a_removed_text_nothing_waits_until_it_is_back(
    suggestion, answer, colleague, moderator, stranger, as_user, now
):
    gone = delete_answer(actor=colleague, answer=answer, role="author", reason="", now=now)
    for person in (colleague, moderator, stranger):
        assert as_user(person).get(suggestion.get_absolute_url()).status_code == 404
        assert suggestion.public_id not in as_user(person).get("/usulan/").content.decode()
    assert suggestion.public_id not in as_user(moderator).get("/moderasi/").content.decode()

    restore_answer(actor=moderator, answer=gone, now=now)

    assert as_user(colleague).get(suggestion.get_absolute_url()).status_code == 200


def test_row_14_after_a_year_no_word_is_left(suggestion, answer, colleague, now):
    delete_answer(actor=colleague, answer=answer, role="author", reason="", now=now)

    purge_removed(now=now + YEAR)

    assert words() == ""


def test_row_14_what_was_decided_loses_its_words_after_a_year(
    suggestion, answer, colleague, stranger, suggest, as_user, now
):
    reject_suggestion(actor=colleague, suggestion=suggestion, reason="Tidak perlu.", now=now)
    suggest(stranger, answer, body="Yang ini masih menunggu.")
    purge_removed(now=now + timedelta(days=364))
    assert BETTER in words()

    purge_removed(now=now + YEAR)

    assert words() == "Yang ini masih menunggu.Lebih jelas."
    assert as_user(stranger).get(suggestion.get_absolute_url()).status_code == 200


def test_row_14_merged_what_is_about_an_answer_goes_along(
    suggestion, answer, question, employee, colleague, merge, as_user
):
    into = make_question(employee, title="Kode rekening salah, harus bagaimana?")

    merge(question, into)

    moved = fresh(suggestion)
    assert (moved.post.thread, moved.state) == (into, "open")
    page = as_user(colleague).get(suggestion.get_absolute_url())
    assert (page.status_code, into.title in page.content.decode()) == (200, True)


def test_row_14_merged_what_is_about_the_question_lapses_and_its_suggester_hears_it(
    question, employee, stranger, suggest, merge, as_user
):
    suggestion = suggest(stranger, question.posts.get(no=1), title="Judul yang lebih jelas, ya?")
    into = make_question(employee, title="Kode rekening salah, harus bagaimana?")

    merge(question, into)

    assert fresh(suggestion).state == "lapsed"
    news = as_user(stranger).get("/kabar/").content.decode()
    assert "Usulan Anda gugur" in news
    assert into.title in news


def test_row_14_joined_with_another_answer_it_lapses(
    suggestion, answer, question, employee, colleague, stranger, suggest, merge
):
    into = make_question(employee, title="Kode rekening salah, harus bagaimana?")
    kept = suggest(stranger, make_answer(colleague, into, body="Lewat perubahan anggaran."))

    merge(question, into)

    assert fresh(suggestion).state == "lapsed"
    assert (fresh(kept).state, fresh(kept).is_outdated) == ("open", True)
    assert recount(repair=False) == []


def test_row_14_an_answer_that_becomes_a_comment_takes_none_along(
    suggestion, answer, question, colleague, stranger, now
):
    below = question.posts.get(no=1)
    by = {"actor": colleague, "role": "author", "reason": "", "now": now}

    turn_into_comment(answer=answer, below=below, **by)

    assert fresh(suggestion).state == "lapsed"
    told = Notification.objects.get(recipient=stranger, kind="discussions.suggestion_lapsed")
    assert told.about_id == question.pk


def test_row_14_who_left_is_nobody_by_name(suggestion, answer, stranger, colleague, as_user, now):
    let_member_leave(user=stranger, is_anonymous=True, now=now)

    page = as_user(colleague).get(suggestion.get_absolute_url()).content.decode()
    assert "Mantan pegawai" in page
    assert stranger.name not in page
    approved = fresh(suggestion)
    approve_suggestion(actor=colleague, suggestion=approved, version=1, edition=1, now=now)
    history = as_user(colleague).get(f"/tanya/{answer.thread.public_id}/riwayat/")
    assert stranger.name not in history.content.decode()


def test_row_14_who_suggested_downloads_it(suggestion, answer, stranger, colleague, as_user, now):
    def downloaded(person):
        return json.loads(as_user(person).get("/saya/data/?unduh=1").content)["suggestions"]

    assert [one["body"] for one in downloaded(stranger)] == [BETTER]
    assert downloaded(colleague) == []

    Post.objects.filter(pk=answer.pk).update(hidden_at=now)

    hidden = downloaded(stranger)
    assert [one["state"] for one in hidden] == ["open"]
    assert BETTER not in json.dumps(hidden)


def test_row_14_whoever_may_read_the_thread_no_more_reads_no_suggestion(
    unit_question, colleague, other_unit, suggest, as_user
):
    suggestion = suggest(colleague, unit_question.posts.get(no=1), title="Siapa piket Sabtu ini?")
    colleague.unit = other_unit
    colleague.save()
    client = as_user(colleague)

    assert client.get(suggestion.get_absolute_url()).status_code == 404
    assert "piket" not in client.get("/usulan/").content.decode()


def test_row_14_an_author_who_moved_away_is_not_told_its_name(
    unit_question, colleague, employee, other_unit, suggest, as_user
):
    answer = make_answer(colleague, unit_question)
    suggest(employee, answer)
    colleague.unit = other_unit
    colleague.save()

    assert "piket" not in as_user(colleague).get("/").content.decode()
    assert "piket" not in as_user(colleague).get("/usulan/").content.decode()


def test_row_14_nobody_else_sees_who_suggests(suggestion, answer, stranger, as_user):
    client = as_user(UserFactory())

    assert client.get(suggestion.get_absolute_url()).status_code == 404
    assert suggestion.public_id not in client.get(answer.thread.get_absolute_url()).content.decode()
