"""A removed question is found nowhere; its address says that it was removed, and why."""

from datetime import timedelta

import pytest

from discussions.actions import (
    QuestionHasAnswers,
    ask_question,
    delete_question,
    edit_question,
    merge_questions,
)
from discussions.actions.thread import QuestionText
from discussions.models import Thread
from notifications.models import LiveEvent, Notification
from search.models import SearchEntry
from tests.factories import area, make_answer, make_question

REASON = "Memuat data pribadi warga."


@pytest.fixture
def removed(question, moderator, now):
    return delete_question(
        actor=moderator, role="moderator", thread=question, reason=REASON, now=now
    )


def test_row_66_its_address_answers_410_with_the_reason(removed, as_user, colleague):
    response = as_user(colleague).get(removed.get_absolute_url())

    assert response.status_code == 410
    assert REASON in response.content.decode()
    assert removed.title not in response.content.decode()
    assert as_user(colleague).get(f"/t/{removed.public_id}/").url == f"/tanya/{removed.public_id}/"


@pytest.mark.parametrize("who", ["employee", "moderator"])
def test_its_asker_and_a_moderator_still_read_what_it_said(removed, request, who, as_user):
    page = as_user(request.getfixturevalue(who)).get(removed.get_absolute_url())

    assert page.status_code == 410
    assert removed.title in page.content.decode()


def test_its_asker_hears_of_it_and_open_pages_too(removed, employee, as_user):
    assert Notification.objects.get(recipient=employee).kind == "discussions.question_deleted"
    assert removed.title in as_user(employee).get("/kabar/").content.decode()
    assert LiveEvent.objects.filter(event="question-deleted").exists()


def test_an_answer_that_came_first_keeps_it(question, employee, colleague, now):
    """Asked again under the lock: the page was drawn before the answer."""
    make_answer(colleague, question)

    with pytest.raises(QuestionHasAnswers):
        delete_question(actor=employee, thread=question, role="asker", reason="", now=now)


@pytest.mark.parametrize("who", ["employee", "colleague", "moderator", "admin"])
def test_nobody_finds_it_any_more(removed, request, who, as_user):
    client = as_user(request.getfixturevalue(who))
    pages = ["/tanya/", "/tanya/?status=saya-tanya", "/cari/?q=rinciannya", "/bidang/"]

    assert [page for page in pages if removed.title in client.get(page).content.decode()] == []
    assert not SearchEntry.objects.filter(object_id=removed.pk).exists()


def test_a_foreign_unit_does_not_learn_that_there_was_one(
    unit_question, moderator, stranger, as_user, now
):
    delete_question(actor=moderator, role="moderator", thread=unit_question, reason=REASON, now=now)

    assert as_user(stranger).get(unit_question.get_absolute_url()).status_code == 404


def test_its_answers_and_comments_are_gone_with_it(question, answer, moderator, as_user, now):
    delete_question(actor=moderator, role="moderator", thread=question, reason=REASON, now=now)
    client = as_user(answer.author)

    assert client.get(f"/j/{answer.public_id}/", follow=True).status_code == 410
    assert client.get(f"/j/{answer.public_id}/komentar/").status_code == 404
    assert client.get("/kabar/").status_code == 200


def test_what_was_typed_in_an_old_tab_comes_back(removed, as_user, colleague):
    url = f"/tanya/{removed.public_id}/jawab/"
    client = as_user(colleague)

    response = client.post(url, {"body": "Jawaban dari tab yang lama."})

    assert response.status_code == 409
    assert "Jawaban dari tab yang lama." in response.content.decode()
    assert client.post(url, {"body": ""}).status_code == 410
    assert "Pendek." in client.post(url, {"body": "Pendek."}).content.decode()


def test_its_asker_reads_what_became_of_it(question, answer, moderator, as_user, employee, now):
    later = now + timedelta(minutes=20)
    text = QuestionText("Judul yang kedua, lebih jelas?", "Isi yang kedua, lebih jelas.", [area()])
    edit_question(editor=employee, thread=question, text=text, version=1, now=later)
    by = {"actor": moderator, "role": "moderator", "reason": REASON, "now": later}
    delete_question(thread=question, **by)
    client, url = as_user(employee), f"/tanya/{question.public_id}/riwayat/"

    assert url in client.get(question.get_absolute_url()).content.decode()
    opening = question.posts.get(no=1)
    page = client.get(url, {"lihat": f"{opening.public_id}-1"}).content.decode()

    assert REASON in page
    assert moderator.name in page
    assert "<ins>" in page
    assert answer.body not in page
    assert answer.author.name not in page
    assert f"/j/{answer.public_id}/" not in page


@pytest.mark.parametrize(("who", "status"), [("colleague", 404), ("moderator", 200)])
def test_its_history_is_for_its_asker_and_moderators(removed, request, who, status, as_user):
    client = as_user(request.getfixturevalue(who))

    assert client.get(f"/tanya/{removed.public_id}/riwayat/").status_code == status


def test_the_history_of_a_merged_question_leads_to_the_other(
    question, stranger, moderator, as_user, employee, now
):
    into = make_question(stranger, title="Pertanyaan lain yang sama persis?")
    merge_questions(actor=moderator, source=question, into=into, reason="Sama.", now=now)

    response = as_user(employee).get(f"/tanya/{question.public_id}/riwayat/")

    assert response.url == f"/tanya/{into.public_id}/riwayat/"


def test_no_preview_shows_what_was_removed(question, answer, moderator, as_user, stranger, now):
    delete_question(actor=moderator, thread=question, role="moderator", reason=REASON, now=now)
    form = {"body": "Jawaban dari tab yang lama.", "preview": "1"}

    response = as_user(stranger).post(f"/tanya/{question.public_id}/jawab/", form)

    assert response.status_code == 409
    assert answer.body not in response.content.decode()
    assert question.title not in response.content.decode()


def test_news_of_it_is_named_no_more(question, colleague, moderator, employee, as_user, now):
    make_answer(colleague, question)
    assert Notification.objects.filter(recipient=employee).exists()

    delete_question(actor=moderator, role="moderator", thread=question, reason=REASON, now=now)

    Notification.objects.filter(kind="discussions.question_deleted").delete()
    assert question.title not in as_user(employee).get("/kabar/").content.decode()


def test_row_66_a_moderator_brings_it_back(removed, moderator, as_user, colleague):
    response = as_user(moderator).post(f"/tanya/{removed.public_id}/pulihkan/")

    assert response.url == removed.get_absolute_url()
    assert as_user(colleague).get(removed.get_absolute_url()).status_code == 200
    assert SearchEntry.objects.filter(object_id=removed.pk, title=removed.title).exists()


def test_the_asker_takes_it_back_while_nobody_answered(question, employee, as_user):
    assert as_user(employee).post(f"/tanya/{question.public_id}/hapus/").status_code == 302
    assert not Thread.objects.visible_to(employee).exists()


def test_once_answered_it_belongs_to_both(question, answer, employee, as_user):
    assert as_user(employee).post(f"/tanya/{question.public_id}/hapus/").status_code == 403


@pytest.mark.parametrize("who", ["employee", "colleague", "leader"])
def test_nobody_else_brings_it_back(removed, request, who, as_user):
    client = as_user(request.getfixturevalue(who))

    assert client.post(f"/tanya/{removed.public_id}/pulihkan/").status_code == 403


def test_the_same_words_asked_again_are_a_new_question(question, employee, moderator, now):
    text = QuestionText(question.title, question.posts.get(no=1).body, [area()])
    delete_question(actor=employee, role="asker", thread=question, reason="", now=now)

    again = ask_question(author=employee, text=text, now=now)

    assert again != question


def test_a_moderator_gives_a_reason(question, moderator, as_user):
    response = as_user(moderator).post(f"/tanya/{question.public_id}/hapus/", {"reason": "  "})

    assert response.status_code == 422
    question.refresh_from_db()
    assert question.deleted_at is None
