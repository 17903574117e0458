"""Row 88: a person downloads what is kept of them, and nobody else's."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from discussions.actions import (
    QuestionText,
    ask_question,
    merge_questions,
    note_opened,
    post_answer,
    post_comment,
    report_text,
    store_attachment,
)
from discussions.models import Thread
from foundation.drafts import keep_draft
from notifications.models import Preference, PushSubscription, QuietHours
from tests.factories import area, make_answer, make_question, make_workshop
from workshops.actions import (
    NewQuestion,
    Wish,
    add_entry_question,
    register,
    send_message,
    show_interest,
)


@pytest.fixture
def data(question, employee, colleague, as_user, now):
    answer = make_answer(colleague, question, body="Kata seorang rekan yang lain.")
    post_comment(author=employee, post=answer, body="Terima kasih banyak.", now=now)
    post_comment(author=colleague, post=answer, body="Kata rekan di komentar.", now=now)
    text = QuestionText("Bolehkah perintah lisan ditolak?", "Ceritanya panjang.", [area()], True)
    ask_question(author=employee, text=text, now=now)
    response = as_user(employee).get("/saya/data/?unduh=1")
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Cache-Control"] == "private, no-store"
    return json.loads(response.content)


def test_row_88_everything_of_ones_own(data, employee, question):
    assert data["profile"]["email"] == employee.email
    assert [one["is_sealed"] for one in data["questions"]] == [False, True]
    assert [one["body"] for one in data["comments"]] == ["Terima kasih banyak."]


def test_no_word_of_others(data, colleague):
    text = json.dumps(data)
    assert "Kata seorang rekan" not in text
    assert "Kata rekan di komentar" not in text
    assert colleague.email not in text


def test_row_88_what_was_written_without_a_name_also_after_a_merge(
    question, employee, colleague, moderator, as_user, now
):
    text = QuestionText("Bolehkah perintah lisan ditolak?", "Panjang.", [area()], is_sealed=True)
    sealed = ask_question(author=employee, text=text, now=now)
    other = make_question(colleague, title="Perintah lisan boleh ditolak?")
    answer = post_answer(author=employee, thread=sealed, body="Saya menemukan jalan.", now=now)
    post_comment(author=employee, post=answer, body="Tanpa nama.", now=now)
    merge_questions(actor=moderator, source=sealed, into=other, reason="Sama.", now=now)

    data = own(employee, as_user)

    assert [(one["body"], one["is_sealed"]) for one in data["answers"]] == [
        ("Saya menemukan jalan.", True)
    ]
    assert [(one["body"], one["is_sealed"]) for one in data["comments"]] == [("Tanpa nama.", True)]
    assert own(colleague, as_user)["answers"] == []


def test_row_88_what_was_opened_before_asking_as_far_as_one_may_read_it(
    question, employee, stranger, as_user, now
):
    titles = ["Masih boleh dibaca oleh siapa saja?", "Disembunyikan sesudah dibuka?"]
    opened = [make_question(stranger, title=title) for title in titles]
    note_opened(asked=question, opened=[one.public_id for one in opened], now=now)
    Thread.objects.filter(pk=opened[1].pk).update(hidden_at=now)

    found = own(employee, as_user)["opened_before_asking"]

    assert [one["opened__title"] for one in found] == titles[:1]


def test_row_88_files_reports_guides_settings_devices_and_registrations(
    question, employee, colleague, workshop, as_user, now, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    upload = SimpleUploadedFile("catatan.txt", b"Isi catatan saya.")
    store_attachment(owner=employee, upload=upload, now=now)
    answer = make_answer(colleague, question)
    report_text(reporter=employee, about=answer, kind="wrong", note="Keliru.", now=now)
    keep_draft(user=employee, form="/tanya/baru/", fields={"body": "Draf."}, sequence=0, now=now)
    Preference.objects.create(user=employee, kind="", channel="mail", cadence="never")
    QuietHours.objects.create(user=employee, from_hour=20, until_hour=6)
    device = {"endpoint": "https://push.contoh.id/abc", "keys": {"auth": "RAHASIA"}}
    PushSubscription.objects.create(user=employee, created_at=now, **device)
    register(user=employee, workshop=workshop, now=now)

    data = own(employee, as_user)

    assert [one["name"] for one in data["files"]] == ["catatan.txt"]
    assert [one["note"] for one in data["reports"]] == ["Keliru."]
    assert [one["fields"] for one in data["drafts"]] == [{"body": "Draf."}]
    assert [one["cadence"] for one in data["preferences"]] == ["never"]
    assert [one["from_hour"] for one in data["quiet_hours"]] == [20]
    assert [one["endpoint"] for one in data["devices"]] == [device["endpoint"]]
    assert [one["workshop__title"] for one in data["workshops"]] == [workshop.title]
    assert "RAHASIA" not in json.dumps(data)


def test_row_88_what_hosts_were_told_what_is_wished_and_who_was_present(
    employee, leader, workshop, as_user, now
):
    asked = NewQuestion("Alergi makanan?", "text")
    add_entry_question(actor=leader, workshop=workshop, question=asked, now=now)
    answers = {workshop.entry_questions.get().pk: "Kacang tanah"}
    register(user=employee, workshop=workshop, wish=Wish(answers=answers, is_listed=True), now=now)
    undecided = make_workshop(leader, spans=[], registration_closes_at=None)
    span = {"starts_at": now + timedelta(days=9), "ends_at": now + timedelta(days=9, hours=3)}
    option = undecided.options.create(**span)
    show_interest(user=employee, workshop=undecided, options=[option], now=now)
    words = {"group": "confirmed", "body": "Bawalah laptop sendiri."}
    send_message(author=leader, workshop=workshop, **words, now=now)

    data = own(employee, as_user)

    assert [one["text"] for one in data["answers_to_hosts"]] == ["Kacang tanah"]
    assert [one["is_listed"] for one in data["workshops"]] == [True]
    assert [one["after"] for one in data["workshop_steps"]] == ["confirmed"]
    assert [one["workshop__title"] for one in data["interests"]] == [undecided.title]
    assert len(data["dates_that_suit"]) == len(data["messages_received"]) == 1
    assert [one["body"] for one in own(leader, as_user)["messages_written"]] == [words["body"]]


def own(user, as_user):
    return json.loads(as_user(user).get("/saya/data/?unduh=1").content)
