"""Answering: one answer per person, told to those who follow, refused when closed."""

import pytest
from django.urls import reverse

from accounts.actions import let_member_leave
from discussions import actions
from discussions.actions import recount
from discussions.models import Post, ThreadSeen
from notifications.models import LiveEvent, Notification
from tests.factories import make_answer
from tests.hostile import HUMAN_ANSWERS, each
from tests.together import together

BODY = "Buka menu Koreksi, pilih rekening yang benar, lalu simpan."


def test_the_asker_hears_of_an_answer_once_while_unread(question, employee, colleague, stranger):
    make_answer(colleague, question)
    make_answer(stranger, question)

    told = Notification.objects.get(recipient=employee, kind="discussions.answer_posted")
    assert (told.count, told.actor) == (2, stranger)


def test_row_10_a_second_answer_of_the_same_person_is_refused(question, colleague):
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


@pytest.mark.parametrize("why", ["closed_at", "locked_at"])
def test_a_closed_question_takes_no_answer_and_gives_the_text_back(
    question, colleague, as_user, now, why
):
    setattr(question, why, now)
    question.save()
    url = reverse("discussions:post_answer", args=[question.public_id])

    response = as_user(colleague).post(url, {"body": "Jawaban yang sudah saya tulis."})

    assert response.status_code == 409
    assert "Pertanyaan ini sudah ditutup" in response.content.decode()
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


@pytest.mark.parametrize("field", ["body", "key"])
@pytest.mark.parametrize(("name", "text"), each)
def test_hostile_texts_get_a_human_answer(question, colleague, as_user, field, name, text):
    url = reverse("discussions:post_answer", args=[question.public_id])

    response = as_user(colleague).post(url, {"body": "Jawaban yang wajar."} | {field: text})

    assert response.status_code in HUMAN_ANSWERS
    assert "<script>alert" not in response.content.decode()


@pytest.mark.parametrize("body", ["", "pendek", "\u200b\u3164" * 20, "x" * 20_001])
def test_what_is_wrong_is_said_on_the_question_page(question, colleague, as_user, body):
    url = reverse("discussions:post_answer", args=[question.public_id])

    response = as_user(colleague).post(url, {"body": body})

    assert (response.status_code, response.context["thread"]) == (422, question)
    assert list(response.context["form"].errors) == ["body"]
    assert response.context["form"]["body"].value() == body


def test_a_preview_posts_nothing(question, colleague, as_user):
    url = reverse("discussions:post_answer", args=[question.public_id])

    response = as_user(colleague).post(url, {"body": "**tebal**", "preview": "1"})

    assert response.status_code == 200
    assert "<strong>tebal</strong>" in response.content.decode()
    assert Post.objects.filter(kind="answer").count() == 0


def test_the_first_answer_may_be_the_askers_own(question, employee):
    make_answer(employee, question)

    assert Notification.objects.filter(recipient=employee).count() == 0


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_people_who_answer_at_once_get_numbers_two_and_three(question, colleague, stranger):
    together(lambda: make_answer(colleague, question), lambda: make_answer(stranger, question))

    question.refresh_from_db()
    assert list(question.posts.order_by("no").values_list("no", flat=True)) == [1, 2, 3]
    assert (question.answer_count, question.highest_no) == (2, 3)
    assert recount(repair=False) == []


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_one_person_in_two_tabs_answers_once(question, colleague):
    answers = together(*[lambda: make_answer(colleague, question)] * 2)

    question.refresh_from_db()
    assert sorted(type(answer).__name__ for answer in answers) == ["AnsweredAlready", "Post"]
    assert question.answer_count == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_double_click_leads_to_the_same_answer(question, colleague, as_user):
    client, url = as_user(colleague), reverse("discussions:post_answer", args=[question.public_id])
    form = {"body": "Cukup lewat pergeseran antar-rincian.", "key": "satu-kali"}

    answers = together(*[lambda: client.post(url, form).url] * 3)

    assert len(set(answers)) == 1
    assert Post.objects.filter(kind="answer").count() == 1


@pytest.mark.parametrize("words", ["Tunggu: ada cara yang lebih singkat lagi.", "Pendek"])
def test_other_words_on_an_answered_form_come_back_to_the_writer(
    question, colleague, as_user, words
):
    client = as_user(colleague)
    url = reverse("discussions:post_answer", args=[question.public_id])
    client.post(url, {"body": "Cukup lewat pergeseran antar-rincian.", "key": "satu"})

    response = client.post(url, {"body": words, "key": "satu"})

    assert response.status_code in {409, 422}
    assert "Anda sudah menjawab pertanyaan ini" in response.content.decode()
    assert words in response.content.decode()


@pytest.mark.parametrize("is_anonymous", [True, False])
def test_an_asker_who_left_while_it_was_written_does_not_stop_it(
    question, employee, colleague, as_user, now, is_anonymous
):
    """The form was open; the account ended meanwhile, with or without its name."""
    let_member_leave(user=employee, is_anonymous=is_anonymous, now=now)

    url = f"/tanya/{question.public_id}/jawab/"
    response = as_user(colleague).post(url, {"body": "Cukup lewat pergeseran antar-rincian."})

    assert response.status_code == 302
    assert question.posts.get(no=2).author == colleague
    page = as_user(colleague).get(question.get_absolute_url()).content.decode()
    assert "Cukup lewat pergeseran antar-rincian." in page
    assert (employee.name in page, "Mantan pegawai" in page) == (not is_anonymous, is_anonymous)


def test_the_writer_hears_that_it_is_published_where_the_page_jumps_to(
    question, colleague, as_user
):
    """The sentence stands at the top of the page; `.said` brings it into view beside a target."""
    client, path = as_user(colleague), f"/tanya/{question.public_id}/jawab/"
    page = client.post(path, {"body": BODY, "key": "satu"}, follow=True).content.decode()

    said = page.split('class="said')[1].split("</p>")[0]
    assert "Jawaban Anda terbit." in said
