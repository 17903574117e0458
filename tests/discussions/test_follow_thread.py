"""Following a question by choice, which nothing overrides."""

import pytest
from django.urls import reverse

from discussions.models import Thread, ThreadSeen
from notifications.models import Notification
from tests.factories import make_answer


@pytest.fixture
def url(question):
    return reverse("discussions:follow_thread", args=[question.public_id])


def seen(user):
    return ThreadSeen.objects.filter(user=user).values_list("level", "level_reason").get()


def test_who_follows_hears_of_answers(question, colleague, stranger, as_user, url):
    as_user(stranger).post(url)

    make_answer(colleague, question)

    assert seen(stranger) == ("watching", "chose")
    assert Notification.objects.filter(recipient=stranger).count() == 1


def test_who_stopped_hears_nothing_more(question, employee, colleague, as_user, url):
    as_user(employee).post(url, {"on": "0"})

    make_answer(colleague, question)

    assert Notification.objects.filter(recipient=employee).count() == 0


def test_row_45_the_own_question_is_followed_by_itself(question, employee):
    assert list(Thread.objects.followed_by(employee)) == [question]


def test_row_45_whoever_read_it_sees_what_is_new_there(question, stranger, colleague, as_user, url):
    """From the first look on, also without following: its row is marked, and nothing rings."""
    reader = as_user(stranger)
    reader.get(question.get_absolute_url())
    before = reader.get("/tanya/").context["rows"]

    make_answer(colleague, question)
    after = reader.get("/tanya/").context["rows"]

    assert ["Belum dibaca:" in row for row in (*before, *after)] == [False, True]
    assert not stranger.notifications.exists()


def test_row_44_an_own_choice_outlives_what_one_does(question, colleague, as_user, url):
    as_user(colleague).post(url, {"on": "0"})

    make_answer(colleague, question)

    assert seen(colleague) == ("normal", "chose")


def test_following_twice_keeps_one_row_and_the_read_mark(question, colleague, as_user, url):
    client = as_user(colleague)
    client.get(question.get_absolute_url())
    client.post(url)
    client.post(url)

    assert ThreadSeen.objects.get(user=colleague).last_read_no == 1


def test_htmx_gets_the_button_in_its_new_state(colleague, as_user, url):
    page = as_user(colleague).post(url, headers={"HX-Request": "true"}).content.decode()

    assert 'aria-pressed="true"' in page
    assert "<html" not in page


def test_the_list_of_followed_questions_follows(question, stranger, as_user, url):
    client = as_user(stranger)
    client.post(url)
    assert client.get("/tanya/?status=saya-ikuti").context["page"].rows == [question]

    client.post(url, {"on": "0"})
    assert client.get("/tanya/?status=saya-ikuti").context["page"].rows == []
