"""An answer helped me: once per person, never one's own."""

import pytest
from django.urls import reverse

from discussions.actions import mark_helpful
from discussions.models import Helpful, Post
from tests.factories import UserFactory
from tests.together import together, unguarded


@pytest.fixture
def url(answer):
    return reverse("discussions:mark_helpful", args=[answer.public_id])


def score(answer):
    answer.refresh_from_db()
    return answer.score


def test_marks_of_several_people_are_counted(answer, employee, stranger, as_user, url):
    as_user(employee).post(url)
    as_user(stranger).post(url)

    assert score(answer) == 2


def test_marking_twice_counts_once(answer, employee, as_user, url):
    client = as_user(employee)
    client.post(url, {"on": "1"})
    client.post(url, {"on": "1"})

    assert score(answer) == 1


def test_the_mark_is_taken_back_once(answer, employee, as_user, url):
    client = as_user(employee)
    client.post(url)
    client.post(url, {"on": "0"})
    client.post(url, {"on": "0"})

    assert (score(answer), Helpful.objects.count()) == (0, 0)


def test_ones_own_answer_cannot_be_marked(answer, colleague, as_user, url):
    assert as_user(colleague).post(url).status_code == 403
    assert score(answer) == 0


def test_htmx_gets_the_button_in_its_new_state(answer, employee, as_user, url):
    response = as_user(employee).post(url, headers={"HX-Request": "true"})

    page = " ".join(response.content.decode().split())
    assert 'aria-pressed="true"' in page
    assert 'name="on" value="0"' in page
    assert "<html" not in page


def test_the_most_helpful_answer_comes_first(
    answer, other_answer, employee, as_user, shown_numbers
):
    client = as_user(employee)
    client.post(reverse("discussions:mark_helpful", args=[other_answer.public_id]))

    page = client.get(answer.thread.get_absolute_url())

    assert shown_numbers(page) == [other_answer.no, answer.no]


def test_reading_the_address_marks_nothing(employee, as_user, url):
    assert as_user(employee).get(url).status_code == 405


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_people_who_press_at_once_are_all_counted(
    answer, employee, stranger, moderator, as_user, url
):
    clients = [as_user(user) for user in (employee, stranger, moderator, employee)]

    together(*[lambda client=client: client.post(url) for client in clients])

    assert (score(answer), Helpful.objects.count()) == (3, 3)


AT_ONCE, PEOPLE = 20, 200


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_hundred_people_who_press_at_once_are_all_counted(answer, unit, now):
    people = UserFactory.create_batch(PEOPLE, unit=unit)
    for start in range(0, PEOPLE, AT_ONCE):
        presses = [
            lambda user=user: mark_helpful(user=user, post=answer, now=now)
            for user in people[start : start + AT_ONCE]
        ]
        assert [one for one in together(*presses) if isinstance(one, Exception)] == []

    assert (score(answer), Helpful.objects.count()) == (PEOPLE, PEOPLE)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_control_counting_what_was_read_would_lose_some(answer):
    read = unguarded(lambda: Post.objects.get(pk=answer.pk), AT_ONCE)

    def naively():
        post = read()
        post.score += 1
        post.save(update_fields=["score"])

    together(*[naively] * AT_ONCE)

    assert score(answer) < AT_ONCE
