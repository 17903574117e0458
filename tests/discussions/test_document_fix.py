"""Row 2, 7: ask and answer in one form, and what an area wants to know."""

import pytest

from discussions.actions import QuestionText, document_fix
from discussions.models import AskField, Post, SolutionEvent, Thread
from tests.factories import area

WAY = "Buka menu pengaturan, lalu sinkronkan ulang."


def test_row_2_it_asks_answers_and_chooses(employee, as_user, question_form):
    response = as_user(employee).post("/tanya/baru/", question_form(own_answer=WAY))

    thread = Thread.objects.get()
    assert response.url == thread.get_absolute_url()
    assert thread.best_answer.body == WAY
    assert (thread.answer_count, thread.best_answer.author) == (1, employee)


def test_sent_twice_it_is_one(employee, now):
    text = QuestionText("Cara sinkron ulang yang benar?", "Kadang gagal di pagi hari.", [area()])
    for _time in "ab":
        document_fix(author=employee, text=text, answer=WAY, now=now, key="satu")

    assert (Thread.objects.count(), Post.objects.filter(kind="answer").count()) == (1, 1)


@pytest.mark.parametrize("key", ["satu", ""])
def test_row_2_without_a_name_and_sent_twice_it_is_one(employee, as_user, question_form, key):
    form = question_form(own_answer=WAY, is_sealed="on", seen="1", key=key)
    client = as_user(employee)

    answers = [client.post("/tanya/baru/", form) for _time in "ab"]

    thread = Thread.objects.get()
    assert [answer.url for answer in answers] == [thread.get_absolute_url()] * 2
    assert (thread.answer_count, thread.best_answer.author) == (1, None)
    assert SolutionEvent.objects.count() == 1


def test_without_an_answer_it_is_a_question(employee, as_user, question_form):
    as_user(employee).post("/tanya/baru/", question_form(own_answer=""))

    assert Thread.objects.get().answer_count == 0


def test_a_short_answer_is_said_and_nothing_is_lost(employee, as_user, question_form):
    response = as_user(employee).post("/tanya/baru/", question_form(own_answer="Bisa."))

    assert response.status_code == 422
    assert "Bisa.</textarea>" in response.content.decode()
    assert not Thread.objects.exists()


@pytest.fixture
def wanted(db):
    """Finance wants to know the application and its version."""
    return AskField.objects.create(area=area(), label="Aplikasi dan versinya", is_required=True)


def test_row_7_an_area_asks_for_what_it_needs(wanted, employee, as_user, question_form):
    client = as_user(employee)
    assert wanted.label in client.get(f"/tanya/baru/?bidang={area().slug}").content.decode()
    response = client.post("/tanya/baru/", question_form())
    assert response.status_code == 422
    assert wanted.label in response.content.decode()

    client.post("/tanya/baru/", question_form() | {f"tentang-{wanted.pk}": "SIPD RI 2.1"})

    opening = Post.objects.get(kind="opening")
    assert opening.body.startswith("**Aplikasi dan versinya:** SIPD RI 2.1")


def test_other_areas_do_not_ask_for_it(wanted, employee, as_user, question_form):
    form = question_form(areas=[area("T.KES").pk])

    assert as_user(employee).post("/tanya/baru/", form).status_code == 302


@pytest.mark.parametrize("areas", [["x"], ["9" * 30], ["1", "2", "3", "4"]])
def test_forged_areas_get_a_sentence(wanted, employee, as_user, question_form, areas):
    assert as_user(employee).post("/tanya/baru/", question_form(areas=areas)).status_code == 422
