"""Whoever was removed by the host, or declined, does not come back by a press of their own."""

import pytest

from notifications.models import Notification
from tests.factories import make_workshop
from workshops.actions import (
    DeclinedTwice,
    Wish,
    approve_request,
    cancel_registration,
    decline_request,
    register,
    register_others,
    remove_participant,
)
from workshops.models.deciding import requests_for


@pytest.fixture
def by_leader(leader):
    return make_workshop(leader, approval="leader")


def removed_from(workshop, person, now):
    place = register(user=person, workshop=workshop, now=now)
    return remove_participant(actor=workshop.host, registration=place, reason="Dobel.", now=now)


def declined(workshop, person, by, now):
    asked = register(user=person, workshop=workshop, now=now)
    return decline_request(actor=by, registration=asked, reason="Ada apel gabungan.", now=now)


def page(client, workshop):
    return " ".join(client.get(workshop.get_absolute_url()).content.decode().split())


@pytest.fixture
def back(workshop, employee, now):
    """Removed by the host, the employee registers again."""
    removed_from(workshop, employee, now)
    return register(user=employee, workshop=workshop, now=now)


def test_who_was_removed_asks_the_host(back, leader, other_leader, employee, as_user):
    told = Notification.objects.get(kind="workshops.approval_asked")

    assert (back.state, told.recipient) == ("requested", leader)
    assert list(requests_for(leader)) == [back]
    assert as_user(leader).get(back.get_absolute_url()).status_code == 200
    assert as_user(other_leader).get(back.get_absolute_url()).status_code == 403
    assert "Menunggu persetujuan penyelenggara." in page(as_user(employee), back.workshop)


def test_who_was_removed_reads_that_the_host_decides(workshop, employee, now, as_user):
    removed_from(workshop, employee, now)

    assert "Penyelenggara menyetujui siapa yang ikut." in page(as_user(employee), workshop)


def test_the_host_decides_from_the_list_of_people(back, leader, as_user, address):
    html = as_user(leader).get(address("participant_list", back.workshop)).content.decode()

    assert back.get_absolute_url() in html


def test_let_back_in_nobody_is_asked_again(back, leader, employee, now):
    approve_request(actor=leader, registration=back, now=now)
    cancel_registration(user=employee, workshop=back.workshop, now=now)

    assert register(user=employee, workshop=back.workshop, now=now).state == "confirmed"


def test_where_leaders_approve_a_removed_person_asks_the_host(
    by_leader, stranger, other_leader, leader, now, as_user
):
    removed_from(by_leader, stranger, now)

    asked = register(user=stranger, workshop=by_leader, now=now)

    assert (list(requests_for(leader)), list(requests_for(other_leader))) == ([asked], [])
    answers = [
        as_user(one).get(asked.get_absolute_url()).status_code for one in (leader, other_leader)
    ]
    assert answers == [200, 403]


def test_the_persons_leader_does_not_bring_them_back_either(workshop, stranger, other_leader, now):
    removed_from(workshop, stranger, now)

    said = {"workshop": workshop, "people": [stranger], "wish": Wish(), "now": now}
    (outcome,) = register_others(actor=other_leader, **said)

    assert outcome.registration.state == "requested"


def test_registered_by_the_host_all_is_as_before(workshop, employee, leader, now):
    removed_from(workshop, employee, now)

    said = {"workshop": workshop, "people": [employee], "wish": Wish(), "now": now}
    (outcome,) = register_others(actor=leader, **said)
    cancel_registration(user=employee, workshop=workshop, now=now)

    assert outcome.registration.state == "confirmed"
    assert register(user=employee, workshop=workshop, now=now).state == "confirmed"


def test_declined_once_a_person_asks_again_and_twice_no_more(
    by_leader, stranger, other_leader, now, as_user, address
):
    declined(by_leader, stranger, other_leader, now)
    declined(by_leader, stranger, other_leader, now)

    with pytest.raises(DeclinedTwice):
        register(user=stranger, workshop=by_leader, now=now)

    html = page(as_user(stranger), by_leader)
    assert "dua kali" in html
    assert f'"{address("register", by_leader)}"' not in html
    refused = as_user(stranger).post(address("register", by_leader), {})
    assert (refused.status_code, "dua kali" in refused.content.decode()) == (409, True)
    assert by_leader.pools.get().taken == 0


def test_declined_twice_the_leader_still_registers_the_person(
    by_leader, stranger, other_leader, now
):
    for _time in range(2):
        declined(by_leader, stranger, other_leader, now)

    registered = register(user=stranger, workshop=by_leader, by=other_leader, now=now)

    assert registered.state == "confirmed"
    cancel_registration(user=stranger, workshop=by_leader, now=now)
    assert register(user=stranger, workshop=by_leader, now=now).state == "requested"


def test_a_request_left_from_an_earlier_rule_is_listed_to_whoever_may_decide_it(
    by_leader, stranger, other_leader, leader, now
):
    asked = register(user=stranger, workshop=by_leader, now=now)
    type(by_leader).objects.update(approval="none")

    assert list(requests_for(leader)) == [asked]


def test_declined_twice_a_leader_is_not_the_own_leader(leader, other_leader, now, as_user, address):
    workshop = make_workshop(leader, approval="host")
    for _time in range(2):
        declined(workshop, other_leader, leader, now)

    named = {"people": other_leader.public_id, "confirm": "1"}
    page = as_user(other_leader).post(address("register_others", workshop), named)

    assert "dua kali" in page.content.decode()
    assert not workshop.registrations.active().exists()
