"""Row 14: the author of a text or a moderator approves a suggested wording, or says why not."""

from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from competencies.models import AreaCuratorship
from discussions.actions import (
    SuggestionIsDecided,
    SuggestionReadsDifferently,
    ThreadIsLocked,
    approve_suggestion,
    approving,
    close_question,
    edit_answer,
    lock_solution,
    mark_outdated,
    reject_suggestion,
    restore_revision,
)
from discussions.actions.hiding import TextIsHidden
from discussions.models import CurationEvent, EditSuggestion, Post, Revision, Thread
from notifications.models import LiveEvent, Notification
from search.models import SearchEntry
from tests.discussions.conftest import BETTER
from tests.factories import UserFactory, area
from tests.together import NEEDS_POSTGRESQL, together

LATER = timedelta(hours=1)


@pytest.fixture
def approve(colleague, now):
    """Whoever reviews approves what they have read; changes replace that."""

    def do(suggestion, by=None, at=None, **read):
        post = Post.objects.get(pk=suggestion.post_id)
        seen = {"version": post.version, "edition": suggestion.edition} | read
        actor = by or colleague
        return approve_suggestion(actor=actor, suggestion=suggestion, now=at or now + LATER, **seen)

    return do


def told(person):
    rows = Notification.objects.filter(recipient=person, read_at=None)
    kinds = {row.kind.partition(".")[2] for row in rows}
    return kinds & {"edit_suggested", "suggestion_approved", "suggestion_rejected", "text_reworded"}


def test_row_14_approved_the_text_reads_so_and_the_suggester_is_its_editor(
    suggestion, answer, stranger, colleague, as_user
):
    page = as_user(colleague).get(suggestion.get_absolute_url()).content.decode()
    assert "<ins>" in page
    read = {"version": 1, "edition": 1}

    response = as_user(colleague).post(f"{suggestion.get_absolute_url()}pakai/", read)

    assert response.url == answer.get_absolute_url()
    assert Post.objects.get(pk=answer.pk).body == BETTER
    kept = Revision.objects.get()
    assert (kept.editor, kept.body, kept.reason) == (stranger, answer.body, "Lebih jelas.")
    history = as_user(colleague).get(f"/tanya/{answer.thread.public_id}/riwayat/")
    first, second = history.context["entries"][:2]
    assert {(first.kind, first.actor), (second.kind, second.actor)} == {
        ("approve-edit", colleague),
        ("edited-answer", stranger),
    }


def test_row_14_within_five_minutes_too_the_history_keeps_what_stood(
    suggestion, answer, approve, now
):
    approve(suggestion, at=now + timedelta(minutes=1))

    assert Revision.objects.get().body == answer.body
    assert Post.objects.get(pk=answer.pk).edited_at


def test_row_14_of_a_question_title_and_areas_change(
    question, stranger, employee, suggest, approve
):
    suggestion = suggest(
        stranger,
        question.posts.get(no=1),
        title="Bagaimana membetulkan kode rekening?",
        areas=[area("T.NAS")],
    )

    approve(suggestion, by=employee)

    thread = Thread.objects.get(pk=question.pk)
    assert (thread.title, list(thread.areas.all())) == (suggestion.title, [area("T.NAS")])
    assert thread.version > question.version
    kept = Revision.objects.get()
    assert (kept.title, kept.areas, kept.editor) == (question.title, "T.KEU", stranger)
    assert SearchEntry.objects.get(kind="discussions.thread").title == suggestion.title


def test_row_14_an_area_that_is_used_no_more_is_left_out(
    question, stranger, employee, suggest, approve
):
    suggestion = suggest(stranger, question.posts.get(no=1), areas=[area("T.NAS")])
    gone = area("T.NAS")
    gone.is_active = False
    gone.save()

    approve(suggestion, by=employee)

    assert list(Thread.objects.get(pk=question.pk).areas.all()) == [area("T.KEU")]


def test_row_14_the_suggester_is_told_so(suggestion, stranger, colleague, approve, as_user):
    approve(suggestion)

    assert (told(stranger), told(colleague)) == ({"suggestion_approved"}, set())
    news = as_user(stranger).get("/kabar/").content.decode()
    assert f"{colleague.name} menyetujui usulan perbaikan Anda" in news
    assert "karena Anda yang mengusulkan" in news


def test_row_14_a_moderator_approves_and_the_author_hears_of_it(
    suggestion, moderator, stranger, colleague, approve, as_user
):
    approve(suggestion, by=moderator)

    assert (told(stranger), told(colleague)) == ({"suggestion_approved"}, {"text_reworded"})
    assert moderator.name in as_user(colleague).get("/kabar/").content.decode()


def test_row_14_the_author_brings_back_what_a_moderator_let_change(
    suggestion, answer, moderator, colleague, approve, now
):
    approve(suggestion, by=moderator)

    restore_revision(actor=colleague, revision=Revision.objects.get(), now=now + 2 * LATER)

    assert Post.objects.get(pk=answer.pk).body == answer.body


def test_row_14_open_pages_hear_of_it(suggestion, answer, approve):
    approve(suggestion)

    events = LiveEvent.objects.filter(topic=f"thread:{answer.thread.public_id}")
    assert "post-edited" in events.values_list("event", flat=True)


def test_row_14_a_locked_solution_is_worded_better_and_says_so(
    answer, suggest, stranger, choose, moderator, approve, employee, as_user, now
):
    choose(answer)
    lock_solution(actor=moderator, thread=answer.thread, reason="Sudah pasti.", now=now)

    approve(suggest(stranger, answer))

    page = as_user(employee).get(answer.thread.get_absolute_url()).content.decode()
    assert BETTER in page
    assert "diubah setelah dipilih" in page


def test_row_14_a_mark_about_the_old_words_goes(answer, stranger, colleague, suggest, approve, now):
    mark_outdated(actor=colleague, post=answer, reason="Perbup dicabut.", version=1, now=now)

    approve(suggest(stranger, answer))

    assert Post.objects.get(pk=answer.pk).outdated_at is None


def test_row_14_whoever_the_new_words_mention_is_told_once(
    answer, stranger, colleague, leader, suggest, approve
):
    words = f"{BETTER} Tanya [@{leader.name}](/orang/{leader.public_id}/)."

    approve(suggest(stranger, answer, body=words))

    row = Notification.objects.get(recipient=leader, kind="discussions.mentioned")
    assert row.actor == stranger


def test_row_14_rejected_the_text_stays_and_the_suggester_reads_why(
    suggestion, answer, stranger, colleague, as_user
):
    client, url = as_user(colleague), f"{suggestion.get_absolute_url()}tolak/"
    assert suggestion.reason in client.get(url).content.decode()
    assert client.post(url, {"reason": ""}).status_code == 422

    client.post(url, {"reason": "Langkah itu sudah ada di bawah."})

    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.decided_by) == ("rejected", colleague)
    assert Post.objects.get(pk=answer.pk).body == answer.body
    assert told(stranger) == {"suggestion_rejected"}
    reader = as_user(stranger)
    assert "karena: Langkah itu sudah ada" in reader.get("/kabar/").content.decode()
    assert "karena: Langkah itu" in reader.get(suggestion.get_absolute_url()).content.decode()
    assert "Langkah itu" not in reader.get(answer.thread.get_absolute_url()).content.decode()


def test_row_14_numbers_of_people_in_the_reason_are_masked(suggestion, colleague, as_user):
    reason = "NIK 1102014507900003 jangan ditulis."
    as_user(colleague).post(f"{suggestion.get_absolute_url()}tolak/", {"reason": reason})

    assert "1102014507900003" not in EditSuggestion.objects.get().decision_reason


@pytest.mark.parametrize(
    ("who", "status"),
    [("colleague", 302), ("moderator", 302), ("stranger", 403), ("employee", 404), ("admin", 404)],
)
@pytest.mark.parametrize(
    ("verb", "sent"),
    [("pakai", {"version": 1, "edition": 1}), ("tolak", {"reason": "Tidak perlu begitu."})],
)
def test_row_14_who_decides(suggestion, request, who, status, verb, sent, as_user):
    client = as_user(request.getfixturevalue(who))

    assert client.post(f"{suggestion.get_absolute_url()}{verb}/", sent).status_code == status


@pytest.mark.parametrize("where", ["everywhere", "in its area"])
def test_row_14_a_moderator_never_decides_about_an_own_suggestion(
    answer, unit, suggest, as_user, now, where
):
    own_area = None if where == "everywhere" else area("T.KEU")
    person = UserFactory(unit=unit)
    AreaCuratorship.objects.create(user=person, area=own_area, since=now)
    suggestion = suggest(person, answer)
    client = as_user(person)

    assert suggestion.public_id not in client.get("/moderasi/?jenis=usulan").content.decode()
    assert list(client.get("/usulan/").context["waiting"]) == []
    read = {"version": 1, "edition": 1}
    assert client.post(f"{suggestion.get_absolute_url()}pakai/", read).status_code == 403


def test_row_14_moderators_of_the_areas_only(suggestion, unit, as_user, now):
    health, finance = UserFactory(unit=unit), UserFactory(unit=unit)
    AreaCuratorship.objects.create(user=health, area=area("T.KES"), since=now)
    AreaCuratorship.objects.create(user=finance, area=area("T.KEU"), since=now)
    url = suggestion.get_absolute_url()

    assert as_user(health).get(url).status_code == 404
    assert as_user(finance).get(url).status_code == 200


def test_row_14_a_role_asks_for_the_second_factor(suggestion, moderator, as_user, settings):
    settings.FORUM_MFA_ROLES = ["moderator"]
    read = {"version": 1, "edition": 1}

    response = as_user(moderator).post(f"{suggestion.get_absolute_url()}pakai/", read)

    assert response.status_code != 200
    suggestion.refresh_from_db()
    assert suggestion.is_open


@pytest.fixture
def passed(suggestion, answer, colleague, now):
    """The author has changed the text since it was suggested."""
    at = now + timedelta(minutes=10)
    edit_answer(editor=colleague, answer=answer, body="Baru saja saya ubah.", version=1, now=at)
    return EditSuggestion.objects.get(pk=suggestion.pk)


def test_row_14_what_passed_meanwhile_is_compared_with_the_text_now(passed, colleague, as_user):
    response = as_user(colleague).get(passed.get_absolute_url())

    assert "Tulisan sudah berubah sejak usulan ini dibuat" in response.content.decode()
    taken_out = [text for sign, text in response.context["suggestion"].parts if sign == "-"]
    assert "saya ubah" in "".join(taken_out)
    assert response.context["form"]["version"].value() == 2


def test_row_14_what_passed_meanwhile_is_not_applied_blindly(passed, answer, colleague, as_user):
    client, url = as_user(colleague), f"{passed.get_absolute_url()}pakai/"

    assert client.post(url, {"version": 1, "edition": 1}).status_code == 422
    assert client.post(url, {"version": 2, "edition": 1}).status_code == 422
    assert Post.objects.get(pk=answer.pk).body == "Baru saja saya ubah."

    client.post(url, {"version": 2, "edition": 1, "is_compared": "on"})

    assert Post.objects.get(pk=answer.pk).body == BETTER
    assert Revision.objects.order_by("no").last().body == "Baru saja saya ubah."


def test_row_14_a_text_that_changes_while_one_compares_is_compared_again(
    passed, approve, colleague, as_user
):
    with pytest.raises(SuggestionReadsDifferently):
        approve(passed, version=1)

    url = f"{passed.get_absolute_url()}pakai/"
    response = as_user(colleague).post(
        url, {"version": 1, "edition": 1, "is_compared": "on"}, follow=True
    )
    assert "Bandingkan keduanya sekali lagi" in response.content.decode()


def test_row_14_words_that_nobody_has_compared_are_not_approved(
    suggestion, answer, stranger, suggest, approve
):
    suggest(stranger, answer, body="Kata-kata lain yang belum dibaca.", edition=1)

    with pytest.raises(SuggestionReadsDifferently):
        approve(suggestion)  # as its first edition


def test_row_14_what_the_author_did_already_is_approved_without_a_new_wording(
    suggestion, answer, colleague, stranger, approve, now, as_user
):
    at = now + timedelta(minutes=10)
    edit_answer(editor=colleague, answer=answer, body=BETTER, version=1, now=at)
    page = as_user(colleague).get(suggestion.get_absolute_url()).content.decode()
    assert "Tulisan yang sekarang sudah berbunyi begitu" in page

    approve(suggestion)

    assert Revision.objects.count() == 1
    assert told(stranger) == {"suggestion_approved"}


def test_row_14_a_closed_question_changes_no_more(
    suggestion, answer, employee, colleague, approve, as_user, now
):
    close_question(actor=employee, thread=answer.thread, reason="", now=now)

    with pytest.raises(ThreadIsLocked):
        approve(suggestion)
    client = as_user(colleague)
    page = client.get(suggestion.get_absolute_url()).content.decode()
    assert "Setujui usulan ini" not in page
    assert suggestion.public_id not in client.get("/usulan/").content.decode()
    assert suggestion.public_id not in client.get("/").content.decode()
    reject_suggestion(actor=colleague, suggestion=suggestion, reason="Sudah selesai.", now=now)


def test_row_14_a_hidden_text_changes_no_more(suggestion, answer, approve, stranger, as_user, now):
    Post.objects.filter(pk=answer.pk).update(hidden_at=now)

    with pytest.raises(TextIsHidden):
        approve(suggestion)
    assert as_user(stranger).get(suggestion.get_absolute_url()).status_code == 404


def test_row_14_after_the_decision_the_page_shows_what_was_suggested(
    suggestion, colleague, stranger, approve, as_user
):
    approve(suggestion)

    page = as_user(stranger).get(suggestion.get_absolute_url()).content.decode()

    assert "<ins>" in page
    assert f"{colleague.name} menyetujuinya." in page
    assert "/pakai/" not in page


VERBS = {
    "approve": lambda by: approve_suggestion(**by, version=1, edition=1),
    "reject": lambda by: reject_suggestion(**by, reason="Tidak perlu begitu."),
}


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("second", ["approve", "reject"])
def test_row_14_two_reviewers_at_once_leave_one_outcome(
    suggestion, stranger, colleague, moderator, now, second
):
    def press(verb, person):
        by = {"actor": person, "suggestion": suggestion, "now": now}
        return lambda: VERBS[verb](by)

    outcomes = together(press("approve", colleague), press(second, moderator))

    refused = (SuggestionIsDecided, SuggestionReadsDifferently)
    assert sorted(isinstance(one, refused) for one in outcomes) == [False, True]
    assert Revision.objects.count() <= 1
    decided = EditSuggestion.objects.get()
    assert decided.decided_by in (colleague, moderator)
    rows = Notification.objects.filter(recipient=stranger, kind__contains="suggestion_")
    assert rows.count() == 1
    assert CurationEvent.objects.count() == (decided.state == "approved")


@pytest.mark.skipif(connection.vendor == "sqlite", reason=NEEDS_POSTGRESQL)
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_row_14_without_the_lock_both_would_decide(
    suggestion, colleague, moderator, now, monkeypatch
):
    """The control: the same race, with the row read but not locked."""
    both = Barrier(2, timeout=20)

    def unlocked(suggestion, post):
        fresh = EditSuggestion.objects.get(pk=suggestion.pk)
        fresh.post = post
        both.wait()
        if not fresh.is_open:
            raise SuggestionIsDecided
        return fresh

    monkeypatch.setattr(approving, "locked", unlocked)

    def press(person):
        by = {"actor": person, "suggestion": suggestion, "now": now}
        return lambda: VERBS["reject"](by)

    outcomes = together(press(colleague), press(moderator))

    assert [one.state for one in outcomes] == ["rejected", "rejected"]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_row_14_an_edit_of_the_author_at_the_same_moment_is_never_lost(
    suggestion, answer, colleague, moderator, now
):
    outcomes = together(
        lambda: VERBS["approve"]({"actor": moderator, "suggestion": suggestion, "now": now}),
        lambda: edit_answer(
            editor=colleague, answer=answer, body="Baru saja saya ubah.", version=1, now=now
        ),
    )

    assert sum(isinstance(one, Exception) for one in outcomes) == 1
    assert Post.objects.get(pk=answer.pk).version == 2
