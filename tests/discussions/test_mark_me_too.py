"""I have this too: once per person, followed by itself, never by the asker."""

import pytest
from django.urls import reverse

from discussions.models import MeToo, ThreadSeen
from tests.together import together


@pytest.fixture
def url(question):
    return reverse("discussions:mark_me_too", args=[question.public_id])


def count(question):
    question.refresh_from_db()
    return question.me_too_count


def test_row_6_whoever_has_it_too_is_counted_and_follows(question, colleague, as_user, url):
    as_user(colleague).post(url)

    seen = ThreadSeen.objects.get(user=colleague)
    assert count(question) == 1
    assert (seen.level, seen.level_reason) == ("watching", "me_too")


def test_row_6_twice_counts_once_and_is_taken_back_once(question, colleague, as_user, url):
    client = as_user(colleague)
    for on in "11":
        client.post(url, {"on": on})
    assert count(question) == 1

    for on in "00":
        client.post(url, {"on": on})
    assert (count(question), MeToo.objects.count()) == (0, 0)


def test_the_asker_has_it_anyway(question, employee, as_user, url):
    assert as_user(employee).post(url).status_code == 403
    assert count(question) == 0


def test_htmx_gets_the_button_with_the_new_count(question, colleague, as_user, url):
    page = as_user(colleague).post(url, headers={"HX-Request": "true"}).content.decode()

    assert 'aria-pressed="true"' in page
    assert "· 1</button>" in page


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_people_who_press_at_once_are_all_counted(question, colleague, stranger, as_user, url):
    clients = [as_user(user) for user in (colleague, stranger, colleague)]

    together(*[lambda client=client: client.post(url) for client in clients])

    assert count(question) == 2
