"""Two workshops at once: an interruption that names the other, not a block."""

import contextlib
from datetime import timedelta

import pytest

from tests.factories import make_workshop
from workshops import actions
from workshops.actions import Wish, add_facilitator, cancel_registration, register


@pytest.fixture
def other(leader, workshop):
    """Begins an hour before the workshop ends."""
    end = workshop.sessions.get().ends_at
    spans = [(end - timedelta(hours=1), end + timedelta(hours=1))]
    return make_workshop(leader, title="Rapat kerja yang bersamaan", spans=spans)


def test_row_c21_the_page_names_the_other_and_one_press_goes_on(
    registration, other, as_user, address
):
    client, url = as_user(registration.user), address("register", other)

    warned = client.post(url, {"listed": "1"})
    assert warned.status_code == 409
    assert registration.workshop.title in warned.content.decode()
    assert other.pools.get().taken == 0

    client.post(url, {"overlap": "1", "listed": "1"})
    place = other.registrations.get()
    assert (place.state, place.is_listed) == ("confirmed", True)


def test_row_c21_one_that_begins_when_the_other_ends_is_no_overlap(
    registration, leader, workshop, now
):
    end = workshop.sessions.get().ends_at
    later = make_workshop(leader, spans=[(end, end + timedelta(hours=1))])

    assert register(user=registration.user, workshop=later, now=now).is_confirmed


def test_row_c21_a_seat_given_up_or_a_called_off_session_is_no_overlap(
    registration, other, workshop, now
):
    workshop.sessions.update(status="cancelled")
    assert register(user=registration.user, workshop=other, now=now).is_confirmed

    cancel_registration(user=registration.user, workshop=other, now=now)
    workshop.sessions.update(status="planned")
    with pytest.raises(actions.TimesOverlap):
        register(user=registration.user, workshop=other, now=now)


def test_row_c21_a_place_in_a_waiting_list_is_no_seat(registration, workshop, other, stranger, now):
    workshop.pools.update(capacity=1)
    register(user=stranger, workshop=workshop, wish=Wish(waits=True), now=now)

    assert register(user=stranger, workshop=other, now=now).is_confirmed


def test_row_c21_a_called_off_session_of_the_wanted_one_is_no_overlap(registration, leader, now):
    clashing = registration.workshop.sessions.get()
    free = clashing.ends_at + timedelta(days=1)
    spans = [(clashing.starts_at, clashing.ends_at), (free, free + timedelta(hours=2))]
    wanted = make_workshop(leader, title="Dua hari di aula", spans=spans)
    wanted.sessions.filter(starts_at=clashing.starts_at).update(status="cancelled")

    assert register(user=registration.user, workshop=wanted, now=now).is_confirmed


def test_row_c21_who_goes_on_all_the_same_also_moves_up(registration, leader, colleague, now):
    start = now + timedelta(days=21)
    rules = {"spans": [(start, start + timedelta(hours=2))], "registration_closes_at": start}
    first = make_workshop(leader, **rules)
    second = make_workshop(leader, title="Pada waktu yang sama", seats={"total": 1}, **rules)
    person = registration.user
    register(user=person, workshop=first, now=now)
    register(user=colleague, workshop=second, now=now)
    wish = Wish(waits=True, ignores_overlap=True)
    register(user=person, workshop=second, wish=wish, now=now)

    cancel_registration(user=colleague, workshop=second, now=now)

    assert second.registrations.confirmed().get().user == person


def test_row_c21_whoever_would_wait_reads_that_on_the_button(
    registration, other, stranger, as_user, address, now
):
    other.pools.update(capacity=1)
    register(user=stranger, workshop=other, now=now)

    page = as_user(registration.user).post(address("register", other), {"waits": "1"})

    assert "Tetap masuk daftar tunggu" in page.content.decode()


@pytest.mark.parametrize("ignores", [False, True])
def test_row_c21_who_waits_and_takes_a_freed_seat_is_warned_too(
    leader, employee, colleague, now, ignores
):
    """So shortly before the start nobody moves up by itself; the person came by another seat."""
    start = now + timedelta(days=2)
    rules = {"spans": [(start, start + timedelta(hours=2))], "registration_closes_at": start}
    wanted = make_workshop(leader, seats={"total": 1}, **rules)
    register(user=colleague, workshop=wanted, now=now)
    register(user=employee, workshop=wanted, wish=Wish(waits=True), now=now)
    register(user=employee, workshop=make_workshop(leader, title="Yang lain", **rules), now=now)
    late = start - timedelta(hours=2)
    cancel_registration(user=colleague, workshop=wanted, now=late)

    said = {"user": employee, "workshop": wanted, "now": late}
    with contextlib.nullcontext() if ignores else pytest.raises(actions.TimesOverlap):
        register(wish=Wish(ignores_overlap=ignores), **said)

    assert wanted.registrations.get(user=employee).is_confirmed == ignores


@pytest.fixture
def lead(leader, now):
    """A person becomes a facilitator of a workshop."""
    said = {"actor": leader, "is_meant": True, "now": now}
    return lambda person, workshop: add_facilitator(person=person, workshop=workshop, **said)


def test_row_c21_whoever_leads_another_at_that_time_is_warned_too(
    workshop, other, employee, lead, as_user, address
):
    lead(employee, workshop)

    warned = as_user(employee).post(address("register", other))

    assert warned.status_code == 409
    assert workshop.title in warned.content.decode()
    assert not other.registrations.exists()


def test_row_c21_leading_a_draft_the_same_or_only_holding_it_is_no_overlap(
    leader, workshop, employee, lead, now
):
    lead(employee, workshop)
    lead(employee, make_workshop(leader, title="Masih rancangan", publish=False))
    other = make_workshop(leader, title="Dipegang pimpinan pada jam yang sama")

    assert register(user=employee, workshop=workshop, now=now).is_confirmed
    assert register(user=leader, workshop=other, now=now).is_confirmed


@pytest.mark.parametrize("minds", [True, False])
def test_row_c21_who_waits_and_came_to_lead_another_does_not_move_up(
    leader, employee, colleague, stranger, lead, now, minds
):
    start = now + timedelta(days=21)
    rules = {"spans": [(start, start + timedelta(hours=2))], "registration_closes_at": start}
    wanted = make_workshop(leader, seats={"total": 1}, **rules)
    register(user=colleague, workshop=wanted, now=now)
    for person in (employee, stranger):
        wish = Wish(waits=True, ignores_overlap=not minds)
        register(user=person, workshop=wanted, wish=wish, now=now)
    lead(employee, make_workshop(leader, title="Yang lain pada jam itu", **rules))

    cancel_registration(user=colleague, workshop=wanted, now=now)

    assert wanted.registrations.confirmed().get().user == (stranger if minds else employee)
