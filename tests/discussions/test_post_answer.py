"""Answering: one answer per person, told to those who follow, refused when closed."""

import pytest
from django.urls import reverse

from discussions import actions
from discussions.models import Post, ThreadSeen
from notifications.models import LiveEvent, Notification
from tests.factories import make_answer


def test_the_asker_hears_of_an_answer_once_while_unread(question, employee, colleague, stranger):
    make_answer(colleague, question)
    make_answer(stranger, question)

    told = Notification.objects.get(recipient=employee, kind="discussions.answer_posted")
    assert (told.count, told.actor) == (2, stranger)


def test_a_second_answer_of_the_same_person_is_refused(question, colleague):
    make_answer(colleague, question)

    with pytest.raises(actions.AnsweredAlready):
        make_answer(colleague, question)

    question.refresh_from_db()
    assert question.answer_count == 1


def test_sending_the_form_twice_makes_one_answer(question, colleague, as_user):
    client = as_user(colleague)
    form = {"body": "Cukup lewat pergeseran antar-rincian.", "key": "satu-kali"}
    url = reverse("discussions:post_answer", args=[question.public_id])

    first, second = client.post(url, form), client.post(url, form)

    assert first.url == second.url
    assert Post.objects.filter(thread=question, kind="answer").count() == 1


def test_a_closed_question_takes_no_answer_and_gives_the_text_back(
    question, colleague, as_user, now
):
    question.closed_at = now
    question.save()
    url = reverse("discussions:post_answer", args=[question.public_id])

    response = as_user(colleague).post(url, {"body": "Jawaban yang sudah saya tulis."})

    assert response.status_code == 409
    assert "Jawaban yang sudah saya tulis." in response.content.decode()


def test_open_pages_hear_a_numbered_event(question, colleague):
    answer = make_answer(colleague, question)

    event = LiveEvent.objects.get(topic=f"thread:{question.public_id}")
    assert (event.no, event.event) == (1, "answer-posted")
    assert event.facts == {"answer": answer.public_id, "no": 2}


def test_whoever_answers_follows_the_question(question, colleague):
    make_answer(colleague, question)

    seen = ThreadSeen.objects.get(user=colleague, thread=question)
    assert (seen.level, seen.level_reason, seen.last_read_no) == ("watching", "answered", 2)
