"""Editing a question: its asker, while it is open; nobody writes over another window."""

from datetime import timedelta

import pytest
from django.urls import reverse

from discussions import actions
from discussions.models import Revision
from search.models import SearchEntry
from tests.factories import area, make_question
from tests.hostile import HUMAN_ANSWERS, each


@pytest.fixture
def url(question):
    return reverse("discussions:edit_question", args=[question.public_id])


def edit(question, now, *, version=1, title="Judul baru yang jelas?", **more):
    text = actions.QuestionText(
        title=title,
        body=more.get("body", "Isi baru yang cukup."),
        areas=more.get("areas", [area()]),
    )
    return actions.edit_question(
        editor=question.author, thread=question, text=text, version=version, now=now
    )


def test_title_body_and_areas_change(question, employee, as_user, question_form, url):
    form = question_form(title="Judul baru yang jelas?", areas=[area("T.NAS").pk], version=1)

    response = as_user(employee).post(url, form)

    question.refresh_from_db()
    assert response.url == question.get_absolute_url()
    assert question.title == "Judul baru yang jelas?"
    assert list(question.areas.all()) == [area("T.NAS")]
    assert question.posts.get(no=1).version == 2


def test_the_form_shows_what_stands_now(question, employee, as_user, url):
    form = as_user(employee).get(url).context["form"]

    assert form.initial["title"] == question.title
    assert (form.initial["areas"], form.initial["version"]) == ([area().pk], 1)


def test_search_follows(question, now):
    edit(question, now, title="Judul tentang gajah?")

    assert SearchEntry.objects.get(object_id=question.pk, kind="discussions.thread").title == (
        "Judul tentang gajah?"
    )


def test_row_79_an_edit_within_five_minutes_leaves_no_revision(question, now):
    edit(question, now + timedelta(minutes=4))

    assert Revision.objects.count() == 0
    assert question.posts.get(no=1).edited_at is None


def test_a_later_edit_keeps_what_stood_before(question, now):
    later, before = now + timedelta(minutes=6), question.title

    edit(question, later, areas=[area("T.NAS")])

    kept = Revision.objects.get()
    assert (kept.no, kept.title, kept.areas, kept.editor) == (1, before, "T.KEU", question.author)
    assert question.posts.get(no=1).edited_at == later


def test_the_slower_of_two_windows_is_told(question, employee, as_user, question_form, url, now):
    edit(question, now)

    response = as_user(employee).post(url, question_form(body="Tulisan jendela kedua.", version=1))

    assert response.status_code == 409
    assert "Tulisan jendela kedua." in response.content.decode()


def test_a_question_closed_meanwhile_gives_the_text_back(
    closed_question, employee, as_user, question_form, url
):
    response = as_user(employee).post(url, question_form(body="Sudah saya tulis.", version=1))

    assert response.status_code == 409
    assert "Pertanyaan ini sudah ditutup" in response.content.decode()
    assert "Sudah saya tulis." in response.content.decode()


@pytest.mark.parametrize("body", ["Sudah saya tulis panjang.", "Pendek."])
def test_a_question_removed_meanwhile_gives_the_text_back(
    question, employee, moderator, as_user, question_form, url, now, body
):
    by = {"actor": moderator, "role": "moderator", "reason": "Data pribadi.", "now": now}
    actions.delete_question(thread=question, **by)

    response = as_user(employee).post(url, question_form(body=body, version=1))

    assert response.status_code == 409
    assert body in response.content.decode()


def test_a_question_merged_meanwhile_gives_the_text_back(
    question, stranger, employee, moderator, as_user, question_form, url, now
):
    into = make_question(stranger, title="Pertanyaan lain yang sama persis?")
    by = {"actor": moderator, "reason": "Sama.", "now": now}
    actions.merge_questions(source=question, into=into, **by)

    response = as_user(employee).post(url, question_form(body="Sudah saya tulis.", version=1))

    assert response.status_code == 409
    assert "Sudah saya tulis." in response.content.decode()


def test_the_form_of_a_closed_question_does_not_open(closed_question, employee, as_user, url):
    assert as_user(employee).get(url).status_code == 403


@pytest.mark.parametrize("role", ["colleague", "leader", "moderator", "admin"])
def test_nobody_else_edits(question, question_form, as_user, url, role, request):
    client = as_user(request.getfixturevalue(role))

    assert client.get(url).status_code == 403
    assert client.post(url, question_form(version=1)).status_code == 403


@pytest.mark.parametrize("field", ["title", "body", "areas", "version", "key"])
@pytest.mark.parametrize(("name", "text"), each)
def test_hostile_texts_get_a_human_answer(
    question, employee, as_user, question_form, url, field, name, text
):
    response = as_user(employee).post(url, question_form(version=1) | {field: text})

    assert response.status_code in HUMAN_ANSWERS
    assert "<script>alert" not in response.content.decode()


def test_sending_an_edit_twice_is_told_once(question, employee, as_user, question_form, url):
    client, form = as_user(employee), question_form(version=1)

    assert [client.post(url, form).status_code for _time in range(2)] == [302, 409]
