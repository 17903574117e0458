"""Whoever acts by a role sets up a second factor first; own things need none."""

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth.hashers import make_password
from django.core.exceptions import PermissionDenied

from accounts.second_factor import SecondFactorMissing, require

NEW_WORKSHOP = "/lokakarya/baru/"
PASSWORD = "sandi yang panjang"


def code_of(secret):
    """What the authenticator app shows now."""
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


@pytest.fixture
def strict(settings):
    """Every role needs a second factor."""
    settings.FORUM_MFA_ROLES = frozenset({"leader", "moderator", "admin"})


@pytest.fixture
def with_factor():
    """Gives a person an authenticator app."""

    def set_up(user):
        TOTP.activate(user, generate_totp_secret())
        return user

    return set_up


def test_a_leader_without_one_is_sent_to_set_it_up_and_back(strict, leader, as_user):
    response = as_user(leader).get(NEW_WORKSHOP)

    assert response.status_code == 302
    assert response.url.startswith("/saya/pengaturan/faktor-kedua/totp/activate/")
    assert response.url.endswith("next=%2Flokakarya%2Fbaru%2F")


def test_a_leader_sets_one_up_with_the_password_at_hand(strict, leader, client):
    leader.password = make_password(PASSWORD)
    leader.save()
    client.post("/masuk/", {"login": leader.email, "password": PASSWORD})
    again = client.get(NEW_WORKSHOP, follow=True)
    page = client.post(
        "/masuk/ulang/", {"password": PASSWORD, "next": again.wsgi_request.GET["next"]}, follow=True
    )
    secret = page.context["form"].secret

    client.post(page.wsgi_request.path, {"code": code_of(secret)})

    assert client.get(NEW_WORKSHOP).status_code == 200
    assert client.get("/saya/pengaturan/faktor-kedua/recovery-codes/").status_code == 200


def test_a_leader_with_one_goes_on(strict, leader, as_user, with_factor):
    assert as_user(with_factor(leader)).get(NEW_WORKSHOP).status_code == 200


def test_without_such_roles_nobody_is_asked(leader, as_user, settings):
    settings.FORUM_MFA_ROLES = frozenset()

    assert as_user(leader).get(NEW_WORKSHOP).status_code == 200


def test_a_leader_asks_questions_without_one(strict, leader, as_user):
    assert as_user(leader).get("/tanya/baru/").status_code == 200


def test_an_admin_without_one_does_not_enter_the_admin(strict, admin, as_user):
    response = as_user(admin).get("/admin/accounts/user/")

    assert response.url.startswith("/saya/pengaturan/faktor-kedua/totp/activate/")


def test_an_admin_with_one_enters(strict, admin, as_user, with_factor):
    assert as_user(with_factor(admin)).get("/admin/accounts/user/").status_code == 200


def test_what_is_not_allowed_is_refused_before_the_factor_is_asked(strict, leader):
    with pytest.raises(PermissionDenied):
        require(False, user=leader, role="leader")
    with pytest.raises(SecondFactorMissing):
        require(True, user=leader, role="leader")


def test_with_a_second_factor_the_password_alone_opens_nothing(strict, leader, client, with_factor):
    with_factor(leader)
    leader.password = make_password(PASSWORD)
    leader.save()

    response = client.post("/masuk/", {"login": leader.email, "password": PASSWORD})

    assert response.status_code == 302
    assert not response.wsgi_request.user.is_authenticated
    assert client.get(response.url).status_code == 200
