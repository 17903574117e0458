"""Editing an answer: its author, while the question is open."""

from datetime import timedelta

import pytest
from django.urls import reverse

from discussions.actions import (
    EditedMeanwhile,
    ThreadIsLocked,
    delete_answer,
    delete_question,
    edit_answer,
    merge_questions,
    turn_into_comment,
)
from discussions.models import Revision
from notifications.models import LiveEvent
from tests.factories import make_answer, make_question
from tests.hostile import HUMAN_ANSWERS, each

NEW = "Lebih lengkap: buka menu pergeseran lebih dulu."


@pytest.fixture
def url(answer):
    return reverse("discussions:edit_answer", args=[answer.public_id])


def edit(answer, now, *, version=1):
    return edit_answer(editor=answer.author, answer=answer, body=NEW, version=version, now=now)


def test_the_page_leads_back_to_the_answer(answer, colleague, as_user, url):
    response = as_user(colleague).post(url, {"body": NEW, "version": 1})

    answer.refresh_from_db()
    assert (response.url, answer.body, answer.version) == (answer.get_absolute_url(), NEW, 2)


def test_open_pages_hear_of_the_edit(answer, now):
    edit(answer, now)

    event = LiveEvent.objects.order_by("no").last()
    assert (event.event, event.facts) == ("post-edited", {"post": answer.public_id})


def test_a_later_edit_keeps_what_stood_before_each_time(answer, now):
    before, later = answer.body, now + timedelta(hours=1)
    edit(answer, later)
    edit(answer, later, version=2)

    kept = Revision.objects.order_by("no")
    assert [(row.no, row.body) for row in kept] == [(1, before), (2, NEW)]
    assert (kept[0].title, kept[0].areas) == ("", "")


def test_an_older_version_is_refused(answer, now):
    edit(answer, now)

    with pytest.raises(EditedMeanwhile):
        edit(answer, now, version=1)


def test_a_closed_question_refuses_the_edit(answer, closed_question, now):
    with pytest.raises(ThreadIsLocked):
        edit(answer, now)


@pytest.mark.parametrize("why", ["closed_at", "locked_at"])
def test_a_question_closed_meanwhile_gives_the_text_back(
    answer, question, colleague, as_user, url, now, why
):
    setattr(question, why, now)
    question.save()

    response = as_user(colleague).post(url, {"body": NEW, "version": 1})

    assert response.status_code == 409
    assert "Pertanyaan ini sudah ditutup" in response.content.decode()
    assert NEW in response.content.decode()


def removed(answer, by):
    delete_answer(answer=answer, role="moderator", reason="Salah alamat.", **by)


def removed_with_its_question(answer, by):
    delete_question(thread=answer.thread, role="moderator", reason="Salah alamat.", **by)


def remarked(answer, by):
    below = answer.thread.posts.get(no=1)
    turn_into_comment(answer=answer, below=below, role="moderator", reason="Singkat.", **by)


def joined(answer, by):
    into = make_question(answer.thread.author, title="Pertanyaan lain yang sama persis?")
    make_answer(answer.author, into, body="Jawaban yang lain.")
    merge_questions(source=answer.thread, into=into, reason="Sama.", **by)


@pytest.mark.parametrize("happening", [removed, removed_with_its_question, remarked, joined])
@pytest.mark.parametrize("body", [NEW, "Pendek."])
def test_what_left_meanwhile_gives_the_text_back(
    answer, colleague, moderator, as_user, url, now, happening, body
):
    happening(answer, {"actor": moderator, "now": now})

    response = as_user(colleague).post(url, {"body": body, "version": 1})

    assert response.status_code == 409
    assert body in response.content.decode()
    assert answer.body not in response.content.decode()


@pytest.mark.parametrize("role", ["employee", "stranger", "leader", "moderator"])
def test_nobody_else_edits(url, role, as_user, request):
    client = as_user(request.getfixturevalue(role))

    assert client.get(url).status_code == 403
    assert client.post(url, {"body": NEW, "version": 1}).status_code == 403


@pytest.mark.parametrize("field", ["body", "version", "key"])
@pytest.mark.parametrize(("name", "text"), each)
def test_hostile_texts_get_a_human_answer(colleague, as_user, url, field, name, text):
    response = as_user(colleague).post(url, {"body": NEW, "version": 1, field: text})

    assert response.status_code in HUMAN_ANSWERS
    assert "<script>alert" not in response.content.decode()


def test_a_deleted_answer_is_not_found(answer, colleague, as_user, url, now):
    answer.deleted_at = now
    answer.save()

    assert as_user(colleague).get(url).status_code == 404


def test_the_opening_is_no_answer(question, employee, as_user):
    opening = question.posts.get(no=1)

    assert as_user(employee).get(f"/j/{opening.public_id}/sunting/").status_code == 404
