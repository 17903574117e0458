"""Idea 8: a unit keeps its service; not more than a part of it is at workshops at one hour."""

from contextlib import suppress
from datetime import timedelta
from functools import partial
from threading import Barrier, BrokenBarrierError

import pytest

from tests.factories import UserFactory, make_workshop
from tests.together import together, unguarded
from workshops.actions import (
    Wish,
    cancel_registration,
    covering,
    register,
    register_others,
    set_cover,
)
from workshops.models import Registration, UnitCover

WAITS = Wish(waits=True)
HOURS = timedelta(hours=1)


@pytest.fixture
def four(unit, other_leader):
    """A unit of four."""
    return UserFactory.create_batch(4, unit=unit, nip=None)


@pytest.fixture
def half(four, unit, other_leader, now):
    """At most half of it."""
    set_cover(actor=other_leader, unit=unit, percent=50, now=now)


@pytest.fixture
def at(other_leader, now):
    """A workshop in three weeks, so many hours later."""

    def make(hours=0, **more):
        start = now + timedelta(days=21) + hours * HOURS
        spans = [(start, start + 3 * HOURS)]
        rules = {"title": f"Lokakarya ke-{hours} yang bersamaan", "spans": spans, "now": now}
        return make_workshop(other_leader, registration_closes_at=start, **rules | more)

    return make


def test_idea_8_of_four_the_third_at_the_same_hour_waits_with_that_reason(four, half, at, now):
    workshops = [at(0), at(1), at(2)]

    states = [
        register(user=person, workshop=workshop, wish=WAITS, now=now)
        for person, workshop in zip(four, workshops, strict=False)
    ]

    assert [one.state for one in states] == ["confirmed", "confirmed", "waitlisted"]
    assert states[2].hindrance == "unit_cover"
    assert states[2].events.get().reason == "unit_cover"


def test_idea_8_at_another_hour_nobody_is_missing(four, half, at, now):
    workshops = [at(0), at(0, title="Yang kedua pada jam itu"), at(5)]

    states = [
        register(user=person, workshop=workshop, wish=WAITS, now=now).state
        for person, workshop in zip(four, workshops, strict=False)
    ]

    assert states == ["confirmed"] * 3


def test_idea_8_the_page_says_why(four, half, at, now, as_user):
    workshop = at()
    for person in four[:3]:
        register(user=person, workshop=workshop, wish=WAITS, now=now)

    page = as_user(four[2]).get(workshop.get_absolute_url()).content.decode()

    assert "yang lain menjaga layanan" in page


def test_idea_8_when_one_comes_back_the_next_moves_up(four, half, at, now):
    workshop = at()
    for person in four[:3]:
        register(user=person, workshop=workshop, wish=WAITS, now=now)

    cancel_registration(user=four[0], workshop=workshop, now=now)

    assert workshop.registrations.confirmed().filter(user=four[2]).exists()


def test_idea_8_people_of_other_units_pass_by(four, half, at, stranger, now):
    workshop = at(seats={"total": 3})
    for person in four[:3]:
        register(user=person, workshop=workshop, wish=WAITS, now=now)

    assert register(user=stranger, workshop=workshop, wish=WAITS, now=now).state == "confirmed"


def test_idea_8_without_the_wish_to_wait_it_is_said(four, half, at, now, as_user, address):
    workshop = at()
    for person in four[:2]:
        register(user=person, workshop=workshop, now=now)

    page = as_user(four[2]).post(address("register", workshop), {})

    assert page.status_code == 409
    assert "yang lain menjaga layanan" in page.content.decode()


def test_idea_8_who_has_a_seat_keeps_it_when_the_rule_comes(four, at, unit, other_leader, now):
    workshop = at()
    for person in four:
        register(user=person, workshop=workshop, now=now)

    set_cover(actor=other_leader, unit=unit, percent=1, now=now)

    assert workshop.registrations.confirmed().count() == 4


def test_idea_8_who_is_away_at_that_hour_already_counts_once(four, half, at, now):
    for person, workshop in zip(four[:2], [at(0), at(1)], strict=True):
        register(user=person, workshop=workshop, now=now)

    both = Wish(ignores_overlap=True)

    assert register(user=four[0], workshop=at(2), wish=both, now=now).state == "confirmed"


def test_idea_8_one_may_always_go(unit, at, employee, other_leader, now):
    set_cover(actor=other_leader, unit=unit, percent=1, now=now)

    assert register(user=employee, workshop=at(), now=now).state == "confirmed"


def at_once(people, workshops, now):
    """Each registers for one of the workshops."""
    pairs = zip(people, workshops, strict=False)
    together(
        *[
            partial(register, user=person, workshop=workshop, wish=WAITS, now=now)
            for person, workshop in pairs
        ]
    )


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_idea_8_two_workshops_at_the_same_moment_do_not_pass_each_other(four, half, at, now):
    register(user=four[0], workshop=at(0), now=now)
    workshops = [at(1), at(2)]

    at_once(four[1:], workshops, now)

    assert Registration.objects.confirmed().count() == 2


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_idea_8_control_without_the_rules_lock_both_go(four, half, at, now, monkeypatch):
    register(user=four[0], workshop=at(0), now=now)
    rules = UnitCover.objects
    monkeypatch.setattr(rules, "select_for_update", rules.all)
    monkeypatch.setattr(covering, "away_then", unguarded(covering.away_then))
    workshops = [at(1), at(2)]
    at_once(four[1:], workshops, now)

    assert Registration.objects.confirmed().count() == 3


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_idea_8_two_workshops_that_seat_people_of_the_same_units_never_deadlock(
    four, half, at, other_unit, other_leader, stranger, now, monkeypatch
):
    set_cover(actor=other_leader, unit=other_unit, percent=50, now=now)
    pairs = [[four[0], stranger], [UserFactory(unit=other_unit, nip=None), four[1]]]
    meeting = Barrier(2, timeout=1)

    def seen(*args):
        with suppress(BrokenBarrierError):
            meeting.wait()  # both hold their first rule here, if the order lets them
        return away_then(*args)

    away_then = covering.away_then
    monkeypatch.setattr(covering, "away_then", seen)
    by = {"actor": other_leader, "wish": WAITS, "now": now}
    calls = [
        partial(register_others, workshop=workshop, people=people, **by)
        for workshop, people in zip([at(0), at(9)], pairs, strict=True)
    ]

    answers = together(*calls)

    assert not [one for one in answers if isinstance(one, Exception)]
    assert Registration.objects.confirmed().count() == 4


def test_a_leader_sets_it_for_the_own_unit(leader, unit, as_user):
    client = as_user(leader)
    client.post("/lokakarya/jaga/", {"unit": unit.pk, "percent": "40"})

    assert UnitCover.objects.get().percent == 40
    assert "40%" in client.get("/lokakarya/jaga/").content.decode()

    page = client.post("/lokakarya/jaga/", {"unit": unit.pk, "percent": ""}, follow=True)
    assert "Aturan ini dicabut." in page.content.decode()
    assert not UnitCover.objects.exists()


@pytest.mark.parametrize("percent", ["0", "100", "-1", "x", "9999999999"])
def test_bad_input_says_what_and_changes_nothing(leader, unit, as_user, percent):
    page = as_user(leader).post("/lokakarya/jaga/", {"unit": unit.pk, "percent": percent})

    assert page.status_code == 422
    assert f'value="{percent}"' in page.content.decode()
    assert not UnitCover.objects.exists()


def test_nobody_sets_it_for_another_unit(leader, other_unit, as_user):
    page = as_user(leader).post("/lokakarya/jaga/", {"unit": other_unit.pk, "percent": "40"})

    assert page.status_code == 422
    assert not UnitCover.objects.exists()
