"""Row 78: an earlier wording stands again, and the one it replaces is kept."""

from datetime import timedelta

import pytest

from discussions.actions import (
    QuestionText,
    ThreadIsLocked,
    close_question,
    edit_answer,
    edit_question,
    restore_revision,
)
from discussions.models import CurationEvent, Post, Revision
from notifications.models import Notification

LATER = timedelta(hours=1)


@pytest.fixture
def edited(answer, colleague, now):
    """The colleague has made the answer worse."""
    at = now + LATER
    edit_answer(editor=colleague, answer=answer, body="Tidak tahu lagi.", version=1, now=at)
    return answer


def test_row_78_it_stands_again_and_nothing_is_lost(edited, colleague, now):
    restore_revision(actor=colleague, revision=Revision.objects.get(), now=now + 2 * LATER)

    post = Post.objects.get(pk=edited.pk)
    assert post.body == edited.body
    assert [one.body for one in post.revisions.order_by("no")] == [edited.body, "Tidak tahu lagi."]
    assert CurationEvent.objects.get().verb == "restore-text"


def test_the_title_of_a_question_comes_back_too(question, employee, now):
    text = QuestionText("Judul yang tidak jelas?", "Isi yang lain.", list(question.areas.all()))
    edit_question(editor=employee, thread=question, text=text, version=1, now=now + LATER)

    post = restore_revision(actor=employee, revision=Revision.objects.get(), now=now + 2 * LATER)

    assert post.thread.title == question.title


def test_the_history_offers_it(edited, colleague, as_user):
    url = f"/tanya/{edited.thread.public_id}/riwayat/?lihat={edited.public_id}-1"
    address = f"/j/{edited.public_id}/versi/1/"
    client = as_user(colleague)
    assert address in client.get(url).content.decode()

    assert client.post(address).status_code == 302

    assert Post.objects.get(pk=edited.pk).body == edited.body


def test_not_when_closed(edited, moderator, colleague, now):
    close_question(actor=moderator, thread=edited.thread, reason="Selesai sudah.", now=now)

    with pytest.raises(ThreadIsLocked):
        restore_revision(actor=colleague, revision=Revision.objects.get(), now=now)


def test_not_a_wording_that_never_was(edited, colleague, as_user):
    assert as_user(colleague).post(f"/j/{edited.public_id}/versi/2/").status_code == 404


def test_an_answer_changed_after_it_was_chosen_says_so(answer, colleague, choose, as_user, now):
    choose(answer)
    at = now + LATER
    edit_answer(editor=colleague, answer=answer, body="Cara lain lagi.", version=1, now=at)

    page = as_user(colleague).get(answer.thread.get_absolute_url()).content.decode()

    assert "diubah setelah dipilih" in page


@pytest.mark.parametrize(
    ("who", "status"), [("colleague", 302), ("moderator", 302), ("employee", 403), ("admin", 403)]
)
def test_who_may(edited, request, who, status, as_user):
    client = as_user(request.getfixturevalue(who))
    url = f"/j/{edited.public_id}/versi/1/"

    assert client.post(url).status_code == status


def test_its_author_hears_when_a_moderator_did_it(edited, colleague, moderator, now):
    restore_revision(actor=moderator, revision=Revision.objects.get(), now=now + 2 * LATER)

    told = Notification.objects.get(kind="discussions.text_restored")
    assert told.recipient == colleague
