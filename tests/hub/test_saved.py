"""What a person keeps to read again."""

import pytest

from foundation.actions import save_for_later
from foundation.models import Saved
from tests.factories import make_question


def test_it_is_kept_and_let_go(question_of, employee, as_user):
    thread = question_of
    client, url = as_user(employee), f"/tanya/{thread.public_id}/simpan/"
    client.post(url)
    client.post(url)
    assert Saved.objects.count() == 1
    assert thread.title in client.get("/saya/tersimpan/").content.decode()

    client.post(url, {"on": "0"})

    assert thread.title not in client.get("/saya/tersimpan/").content.decode()


def test_the_button_says_what_is(question_of, employee, as_user):
    client, url = as_user(employee), f"/tanya/{question_of.public_id}/simpan/"

    fragment = client.post(url, headers={"HX-Request": "true"}).content.decode()

    assert 'aria-pressed="true"' in fragment
    page = client.get(question_of.get_absolute_url()).content.decode()
    assert fragment.strip().splitlines()[-1] in page


def test_what_may_no_longer_be_seen_is_left_out(question_of, employee, as_user, now):
    save_for_later(user=employee, about=question_of, now=now)
    question_of.hidden_at = now
    question_of.save()

    assert question_of.title not in as_user(employee).get("/saya/tersimpan/").content.decode()


@pytest.fixture
def question_of(colleague):
    """Asked by the colleague."""
    return make_question(colleague)
