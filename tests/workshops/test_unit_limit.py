"""People of one unit get so many seats at most; the others of it wait with that reason."""

from datetime import timedelta

import pytest

from accounts.models import Unit
from tests.factories import UnitFactory, UserFactory, make_plan, make_workshop
from tests.together import together
from workshops import actions
from workshops.actions import Wish, cancel_registration, edit_workshop, recount, register
from workshops.models import SeatPool, Workshop

WAITS = Wish(waits=True)


@pytest.fixture
def rules(now):
    """Four seats in three weeks, one for each unit."""
    start = now + timedelta(days=21)
    spans = [(start, start + timedelta(hours=2))]
    seats = {"total": 4}
    return {"spans": spans, "registration_closes_at": start, "seats": seats, "unit_limit": 1}


@pytest.fixture
def limited(leader, rules):
    return make_workshop(leader, **rules)


def taken(workshop):
    return sorted(workshop.pools.values_list("kind", "taken"))


def test_row_c14_a_second_person_of_the_unit_finds_no_seat(limited, employee, colleague, now):
    register(user=employee, workshop=limited, now=now)

    with pytest.raises(actions.WorkshopIsFull):
        register(user=colleague, workshop=limited, now=now)

    assert taken(limited) == [("total", 1), ("unit", 1)]


def test_row_c14_people_of_other_units_pass_whoever_waits_for_the_units_seat(
    limited, employee, colleague, stranger, now, as_user
):
    register(user=employee, workshop=limited, now=now)
    waiting = register(user=colleague, workshop=limited, wish=WAITS, now=now)

    register(user=stranger, workshop=limited, now=now)

    assert (waiting.state, waiting.hindrance) == ("waitlisted", "unit")
    assert taken(limited) == [("total", 2), ("unit", 1), ("unit", 1)]
    html = as_user(colleague).get(limited.get_absolute_url()).content.decode()
    assert "Semua kursi untuk unit Anda terisi." in html


def test_row_c14_the_units_seat_given_up_is_the_units_next(limited, employee, colleague, now):
    register(user=employee, workshop=limited, now=now)
    register(user=colleague, workshop=limited, wish=WAITS, now=now)

    cancel_registration(user=employee, workshop=limited, now=now)

    assert limited.registrations.confirmed().get().user == colleague


def test_row_c14_a_seat_counts_for_the_unit_of_then_also_after_a_move(
    limited, employee, other_unit, now
):
    register(user=employee, workshop=limited, now=now)
    type(employee).objects.filter(pk=employee.pk).update(unit=other_unit)

    assert recount(repair=False) == []
    cancel_registration(user=employee, workshop=limited, now=now)
    assert taken(limited) == [("total", 0), ("unit", 0)]


def test_row_c14_drift_of_a_units_seats_is_found(limited, employee, now):
    register(user=employee, workshop=limited, now=now)
    SeatPool.objects.filter(kind="unit").update(taken=0)

    assert len(recount(repair=True)) == 1
    assert taken(limited) == [("total", 1), ("unit", 1)]


def test_row_c14_a_limit_set_later_counts_who_is_there(leader, rules, employee, stranger, now):
    workshop = make_workshop(leader, **rules | {"unit_limit": None})
    for person in (employee, stranger):
        register(user=person, workshop=workshop, now=now)

    edit_workshop(editor=leader, workshop=workshop, plan=make_plan(leader, **rules), now=now)

    assert taken(workshop) == [("total", 2), ("unit", 1), ("unit", 1)]


def test_row_c14_a_limit_below_what_a_unit_has_is_refused(leader, rules, employee, colleague, now):
    workshop = make_workshop(leader, **rules | {"unit_limit": None})
    for person in (employee, colleague):
        register(user=person, workshop=workshop, now=now)

    with pytest.raises(actions.UnitsHaveMore):
        edit_workshop(editor=leader, workshop=workshop, plan=make_plan(leader, **rules), now=now)

    assert taken(workshop) == [("total", 2)]


def test_row_c14_a_limit_taken_away_moves_the_list_up(
    limited, leader, rules, employee, colleague, now
):
    register(user=employee, workshop=limited, now=now)
    register(user=colleague, workshop=limited, wish=WAITS, now=now)
    plan = make_plan(leader, **rules | {"unit_limit": None})

    edit_workshop(editor=leader, workshop=limited, plan=plan, now=now)

    assert limited.registrations.confirmed().count() == 2
    assert taken(limited) == [("total", 2)]


@pytest.fixture
def divisions(unit):
    """Two of the unit, and a part of the first."""
    first, second = (UnitFactory(kind="division", parent=unit) for _one in range(2))
    return [first, second, UnitFactory(kind="division", parent=first)]


def test_row_c14_divisions_count_with_the_unit_they_belong_to(limited, employee, divisions, now):
    register(user=employee, workshop=limited, now=now)

    for division in divisions:
        with pytest.raises(actions.WorkshopIsFull):
            register(user=UserFactory(unit=division), workshop=limited, now=now)

    assert taken(limited) == [("total", 1), ("unit", 1)]
    assert recount(repair=False) == []


def test_row_c14_what_is_no_division_counts_for_itself_also_below_another(
    limited, employee, unit, now
):
    register(user=employee, workshop=limited, now=now)
    clinic = UnitFactory(kind="puskesmas", parent=unit)
    alone = UnitFactory(kind="division")

    for one in (clinic, alone):
        assert register(user=UserFactory(unit=one), workshop=limited, now=now).is_confirmed


def test_row_c14_a_limit_set_later_counts_divisions_together_also_where_seats_are_held(
    leader, rules, unit, divisions, now
):
    workshop = make_workshop(leader, **rules | {"unit_limit": None})
    register(user=UserFactory(unit=divisions[0]), workshop=workshop, now=now)
    UserFactory(unit=divisions[1])
    held = {"actor": leader, "workshop": workshop, "unit": divisions[1], "seats": 1}
    held = actions.hold_seats(**held, now=now)

    def limit_to(number):
        plan = make_plan(leader, **rules | {"unit_limit": number})
        edit_workshop(editor=leader, workshop=workshop, plan=plan, now=now)

    with pytest.raises(actions.UnitsHaveMore):
        limit_to(1)
    limit_to(2)

    assert workshop.pools.get(kind="unit").unit == unit
    assert taken(workshop) == [("total", 2), ("unit", 2)]
    assert recount(repair=False) == []
    actions.release_seats(held=held, now=now)
    assert taken(workshop) == [("total", 1), ("unit", 1)]


def test_row_c14_seats_held_for_a_division_are_the_units_also_after_it_moved(
    limited, leader, unit, other_unit, divisions, now
):
    person = UserFactory(unit=divisions[0])
    said = {"actor": leader, "workshop": limited, "unit": divisions[0], "seats": 1, "now": now}
    held = actions.hold_seats(**said)
    with pytest.raises(actions.WorkshopIsFull):
        register(user=UserFactory(unit=unit), workshop=limited, now=now)
    Unit.objects.filter(pk=divisions[0].pk).update(parent=other_unit)

    assert recount(repair=False) == []
    actions.release_seats(held=held, now=now)
    assert taken(limited) == [("total", 0), ("unit", 0)]
    assert register(user=person, workshop=limited, now=now).quota_unit == other_unit


@pytest.mark.parametrize("limit", ["0", "-1", "banyak"])
def test_row_c14_a_limit_that_cannot_be_is_refused(as_user, leader, announcement, limit):
    response = as_user(leader).post("/lokakarya/baru/", announcement | {"unit_limit": limit})

    assert set(response.context["form"].errors) == {"unit_limit"}
    assert not Workshop.objects.exists()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_row_c14_people_of_one_unit_at_the_same_moment_get_one_seat(limited, unit, now):
    people = UserFactory.create_batch(6, unit=unit)

    together(*(lambda one=one: register(user=one, workshop=limited, now=now) for one in people))

    assert limited.registrations.seated().count() == 1
    assert taken(limited) == [("total", 1), ("unit", 1)]


def test_row_c14_the_page_asks_no_more_when_more_of_the_unit_wait(
    limited, employee, stranger, as_user, now, same_queries
):
    """Seats are left, and nobody of those who wait could take one."""
    register(user=employee, workshop=limited, now=now)

    def add(number):
        for _one in range(number):
            person = UserFactory(unit=employee.unit)
            register(user=person, workshop=limited, wish=WAITS, now=now)

    client, url = as_user(stranger), limited.get_absolute_url()
    same_queries(client, url, add, most=40)

    assert "Daftar sekarang" in client.get(url).content.decode()


def test_row_c14_nor_when_people_of_more_units_wait(leader, stranger, as_user, now, same_queries):
    limited = make_workshop(leader, seats={"total": 100}, unit_limit=1)

    def add(number):
        for _one in range(number):
            for person in UserFactory.create_batch(2, unit=UnitFactory()):
                register(user=person, workshop=limited, wish=WAITS, now=now)

    same_queries(as_user(stranger), limited.get_absolute_url(), add, most=20)
