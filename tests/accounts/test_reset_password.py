"""A forgotten password: a mail to whoever has an account, the same page for everybody."""

import re

import pytest
from django.core import mail

from tests.hostile import HUMAN_ANSWERS, each

NEW = "sandi baru yang panjang"


@pytest.fixture
def link(client, member):
    """The path in the mail that the member got."""
    client.post("/lupa-sandi/", {"email": member.email})
    return re.search(r"https?://[^/]+(/lupa-sandi/\S+)", mail.outbox[0].body)[1]


def test_the_link_of_the_mail_sets_a_new_password(client, member, link):
    form = client.get(link, follow=True)
    client.post(form.wsgi_request.path, {"password1": NEW, "password2": NEW})

    member.refresh_from_db()
    assert member.check_password(NEW)


def test_a_link_works_once(client, member, link):
    form = client.get(link, follow=True)
    client.post(form.wsgi_request.path, {"password1": NEW, "password2": NEW})
    client.logout()

    again = client.get(link, follow=True)

    assert again.status_code == 200
    assert 'type="password"' not in again.content.decode()


def test_the_mail_prints_no_nip(member, link):
    assert member.nip not in str(mail.outbox[0].message())


def test_an_unknown_address_sees_the_same_page(client, member):
    known = client.post("/lupa-sandi/", {"email": member.email})
    unknown = client.post("/lupa-sandi/", {"email": "siapa@contoh.id"})

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)


@pytest.mark.parametrize(("name", "text"), each)
def test_hostile_texts_get_a_human_answer(client, member, name, text):
    assert client.post("/lupa-sandi/", {"email": text}).status_code in HUMAN_ANSWERS


def test_a_member_changes_the_own_password(as_user, member):
    client = as_user(member)
    assert client.get("/saya/pengaturan/sandi/").status_code == 200

    client.post(
        "/saya/pengaturan/sandi/",
        {"oldpassword": "sandi yang panjang", "password1": NEW, "password2": NEW},
    )

    member.refresh_from_db()
    assert member.check_password(NEW)
