"""Row 93: an Atom feed per area, for the holder of a key."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.actions import drop_feed_token, renew_feed_token, suspend_member
from discussions.models import Thread
from tests.factories import area, make_question


@pytest.fixture
def feed(employee, client):
    """What a feed reader gets with the employee's key."""
    renew_feed_token(user=employee)
    return lambda key=None: client.get(
        f"/bidang/{area().slug}/umpan.xml", {"kunci": employee.feed_token if key is None else key}
    )


def titles(response):
    return re.findall(r"<entry><title>(.*?)</title>", response.content.decode())


def test_row_93_what_the_holder_may_read(feed, question, stranger):
    hidden = make_question(stranger, title="Hanya untuk unit kami sendiri?")
    Thread.objects.filter(pk=hidden.pk).update(visibility="unit")

    response = feed()

    assert titles(response) == [question.title]
    assert response["Content-Type"].startswith("application/atom+xml")
    assert response["Cache-Control"] == "private, no-cache"


def test_names_of_nobody_are_in_it(feed, question, employee):
    words = feed().content.decode()
    assert employee.name not in words
    assert employee.feed_token not in words


@pytest.mark.parametrize("key", ["", "salah", "ä", "\0", "x" * 300])
def test_a_wrong_key_finds_nothing(feed, key):
    assert feed(key).status_code == 404


def test_a_new_key_makes_the_old_one_dead(feed, employee):
    old = employee.feed_token
    renew_feed_token(user=employee)
    assert (feed(old).status_code, feed().status_code) == (404, 200)
    drop_feed_token(user=employee)
    assert feed(old).status_code == 404
    assert feed("None").status_code == 404


def test_who_is_suspended_or_has_left_reads_nothing(feed, employee, admin, now):
    by = {"by": admin, "reason": "Diperiksa.", "now": now}
    suspend_member(user=employee, until=timezone.now() + timedelta(days=1), **by)
    assert feed().status_code == 404


def test_the_page_of_addresses(employee, as_user):
    client = as_user(employee)
    assert "kunci=" not in client.get("/saya/umpan/").content.decode()
    client.post("/saya/umpan/kunci/")
    employee.refresh_from_db()
    assert employee.feed_token
    client.post("/saya/umpan/kunci/", {"on": "0"})
    employee.refresh_from_db()
    assert employee.feed_token is None


def test_no_admin_reads_anothers_key(feed, employee, admin, as_user):
    """Neither on the person's page nor sign by sign through a filter in the address."""
    client = as_user(admin)
    page = client.get(f"/admin/accounts/user/{employee.pk}/change/").content.decode()
    assert employee.name in page
    assert employee.feed_token not in page
    lookup = {"feed_token__startswith": employee.feed_token[:1]}
    assert client.get("/admin/accounts/user/", lookup).status_code in (302, 400)
