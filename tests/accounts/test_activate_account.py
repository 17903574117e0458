"""Activation: a link that works once, for fourteen days."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from accounts import actions
from accounts.actions.roster import hash_of
from accounts.models import User
from search.models import SearchEntry
from tests.hostile import HUMAN_ANSWERS, each
from tests.together import together

URL = "/aktivasi/tautan/"
FORM = {"email": "ruslan@contoh.id", "password": "kopi gayo pagi hari"}


def activate(newcomer, now, email="ruslan@contoh.id"):
    return actions.activate_account(entry=newcomer, email=email, password=FORM["password"], now=now)


def test_the_link_makes_an_account_and_signs_in(client, newcomer):
    response = client.post(URL, FORM)

    user = response.wsgi_request.user
    assert (response.status_code, response.url) == (302, "/mulai/unit/")
    assert (user.nip, user.name, user.unit) == (newcomer.nip, newcomer.name, newcomer.unit)


def test_following_the_link_confirms_the_address(newcomer, now):
    user = activate(newcomer, now, email="Ruslan@Contoh.id")

    address = EmailAddress.objects.get(user=user)
    assert (address.email, address.verified, address.primary) == ("ruslan@contoh.id", True, True)


def test_the_new_member_is_found_by_name_and_never_by_nip(newcomer, now):
    user = activate(newcomer, now)

    entry = SearchEntry.objects.get(kind="accounts.user", object_id=user.pk)
    assert entry.title == "Ruslan Selian"
    assert user.nip not in entry.title + entry.body


def test_a_link_works_once(client, newcomer):
    client.post(URL, FORM)
    client.logout()

    assert client.get(URL).status_code == 404
    assert client.post(URL, FORM | {"email": "lain@contoh.id"}).status_code == 404


def test_a_link_that_was_open_while_it_was_used_is_refused(newcomer, now):
    activate(newcomer, now)

    with pytest.raises(actions.AccountIsActive):
        activate(newcomer, now, email="lain@contoh.id")


def test_a_link_of_two_weeks_ago_is_refused(client, newcomer, now):
    with pytest.raises(actions.LinkHasExpired):
        activate(newcomer, now + timedelta(days=14))

    newcomer.expires_at = now - timedelta(seconds=1)
    newcomer.save()
    assert client.get(URL).status_code == 404


@pytest.mark.parametrize("token", ["lain", "tautan ", "%00", "x" * 2000])
def test_an_unknown_token_opens_nothing(client, newcomer, token):
    assert client.get(f"/aktivasi/{token}/").status_code == 404


@pytest.mark.parametrize(
    "password",
    ["", "pendek", "123456789012345", "password12345", "ruslan selian", "198609262015051001"],
)
def test_a_weak_password_is_refused_and_the_email_kept(client, newcomer, password):
    response = client.post(URL, FORM | {"password": password})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["password"]
    assert 'value="ruslan@contoh.id"' in response.content.decode()


def test_the_page_never_shows_a_typed_password_or_the_nip(client, newcomer):
    page = client.post(URL, FORM | {"email": "bukan"}).content.decode()

    assert FORM["password"] not in page
    assert newcomer.nip not in page


def test_an_address_that_somebody_has_is_refused(client, newcomer, employee):
    response = client.post(URL, FORM | {"email": employee.email.upper()})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["email"]


@pytest.mark.parametrize("field", ["email", "password"])
@pytest.mark.parametrize(("name", "text"), each)
def test_hostile_texts_get_a_human_answer(client, newcomer, field, name, text):
    assert client.post(URL, FORM | {field: text}).status_code in HUMAN_ANSWERS


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_clicks_at_once_make_one_account(newcomer, now):
    one, other = together(*[lambda: activate(newcomer, now)] * 2)

    assert sorted(type(answer).__name__ for answer in (one, other)) == ["AccountIsActive", "User"]
    assert User.objects.filter(nip=newcomer.nip).count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_people_who_want_one_address_at_once_are_told_so(newcomer):
    newcomer.pk, newcomer.nip, newcomer.token_hash = None, "198609262015051002", hash_of("lain")
    newcomer.save()

    def send(token):
        return Client().post(f"/aktivasi/{token}/", FORM).status_code

    assert sorted(together(lambda: send("tautan"), lambda: send("lain"))) == [302, 422]
