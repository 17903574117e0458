"""Addresses of one's own calendar: shown once, ended at will (rows E1, E2; R16)."""

from datetime import timedelta

import pytest

from tests.factories import make_workshop
from workshops.actions import TooManyAddresses, end_calendar_token, make_calendar_token
from workshops.actions.subscribing import MOST_ADDRESSES
from workshops.models import CalendarToken


@pytest.fixture
def make(employee, now):
    return lambda scope="mine": make_calendar_token(user=employee, scope=scope, now=now)


def test_row_e2_only_its_hash_is_kept(make):
    token, secret = make()

    values = [str(value) for row in CalendarToken.objects.values() for value in row.values()]
    assert len(secret) * 6 >= 160
    assert secret not in "".join(values)
    assert CalendarToken.objects.with_secret(secret).get() == token


def test_row_e2_two_addresses_end_apart(make, client, now):
    (first, one), (_second, other) = make(), make()

    end_calendar_token(token=first, now=now)

    codes = [client.get(f"/kalender/{secret}.ics").status_code for secret in (one, other)]
    assert codes == [404, 200]


def test_ended_twice_the_first_moment_counts(make, now):
    token, _secret = make()
    end_calendar_token(token=token, now=now)
    end_calendar_token(token=token, now=now + timedelta(days=1))

    assert CalendarToken.objects.get().ended_at == now


def test_ten_are_enough(make, now):
    tokens = [make()[0] for _number in range(MOST_ADDRESSES)]

    with pytest.raises(TooManyAddresses):
        make()

    end_calendar_token(token=tokens[0], now=now)
    assert make()


def test_the_page_shows_the_address_once(as_user, employee, client):
    browser = as_user(employee)

    made = browser.post("/saya/kalender/alamat/", {"scope": "all"})

    address = made.context["address"]
    assert address in made.content.decode()
    assert made["Cache-Control"] == "private, no-store"
    assert made.context["webcal"].startswith("webcal://")
    again = browser.get("/saya/kalender/").content.decode()
    assert "Semua lokakarya" in again
    assert address not in again
    assert client.get(f"/kalender/{address.rpartition('/')[2]}").status_code == 200


def test_the_page_ends_an_address(as_user, employee, make):
    token, _secret = make()

    as_user(employee).post(f"/saya/kalender/{token.public_id}/akhiri/")

    assert list(CalendarToken.objects.standing()) == []


def test_the_eleventh_is_refused_with_a_sentence(as_user, employee, make):
    for _number in range(MOST_ADDRESSES):
        make()

    answer = as_user(employee).post("/saya/kalender/alamat/", {"scope": "mine"})

    assert answer.status_code == 409
    assert "sepuluh alamat" in answer.content.decode()


def test_r34_ended_and_made_again_without_end_is_refused(as_user, employee):
    client, answers = as_user(employee), []
    for _press in range(61):
        answers.append(client.post("/saya/kalender/alamat/", {"scope": "mine"}).status_code)
        CalendarToken.objects.all().delete()

    assert answers == [200] * 60 + [429]


def test_nobody_ends_the_address_of_another(as_user, colleague, make):
    token, _secret = make()

    assert as_user(colleague).post(f"/saya/kalender/{token.public_id}/akhiri/").status_code == 404
    assert CalendarToken.objects.standing().exists()


def test_the_ways_there(as_user, employee, leader, address):
    browser = as_user(employee)
    assert "/saya/kalender/" in browser.get("/saya/pengaturan/").content.decode()
    assert "/saya/kalender/" in browser.get("/lokakarya/").content.decode()
    workshop = make_workshop(leader)
    page = browser.get(workshop.get_absolute_url()).content.decode()
    assert "Tambahkan ke kalender" in page
    assert address("workshop_calendar", workshop) in page
