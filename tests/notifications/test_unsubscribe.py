"""Stopping from the mail: signed, for one person and one subject, without signing in (row 50)."""

import pytest

from discussions.models import ThreadSeen
from notifications.leaving import address_of, digest_token, token_of
from notifications.models import Notification, Preference

KIND = "discussions.answer_posted"


@pytest.fixture
def address(tell, employee):
    tell(employee)
    return address_of(token_of(Notification.objects.get()))


def test_row_50_looking_changes_nothing(address, client, question):
    page = client.get(address)

    assert page.status_code == 200
    assert question.title in page.content.decode()
    assert not Preference.objects.exists()


def test_row_50_one_press_stops_this_kind(address, client, employee):
    client.post(address)

    assert [(one.kind, one.channel, one.cadence) for one in employee.preferences.all()] == [
        (KIND, "mail", "never")
    ]


def test_row_50_one_question_is_muted_without_signing_in(address, client, employee, question):
    client.post(address, {"what": "mute"})

    assert ThreadSeen.objects.get(user=employee, thread=question).level == "muted"
    assert not Preference.objects.exists()


def test_row_50_no_mail_at_all(address, client, employee):
    client.post(address, {"what": "all"})

    chosen = {one.channel: one.cadence for one in employee.preferences.all()}
    assert chosen == {"mail": "never", "digest": "never"}


def test_row_50_the_digest_has_a_way_out_of_its_own(client, employee):
    client.post(address_of(digest_token(employee)))

    assert employee.preferences.get().channel == "digest"


@pytest.mark.parametrize("token", ["x", "WzEsMl0:abc:def", "a" * 2000])
def test_a_token_that_is_not_ours_opens_nothing(client, db, token):
    assert client.get(f"/berhenti/{token}/").status_code == 404


def test_a_token_is_for_its_person_only(address, client, employee, colleague):
    client.post(address, {"what": "all", "user": colleague.pk})

    assert not colleague.preferences.exists()


def test_the_page_names_nobody_and_no_address(address, client, employee):
    page = client.get(address).content.decode()

    assert employee.name not in page
    assert employee.email not in page


def test_what_its_person_may_not_see_any_more_is_not_named(tell, client, employee, hidden):
    tell(employee, about=hidden)

    page = client.get(address_of(token_of(Notification.objects.get())))

    assert page.status_code == 200
    assert hidden.title not in page.content.decode()


def test_whoever_has_left_is_not_found(address, client, employee):
    employee.is_active = False
    employee.save()

    assert client.post(address).status_code == 404
