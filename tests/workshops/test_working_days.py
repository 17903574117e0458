"""Offers, requests and held seats run on working days: without weekends, holidays, joint leave."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.factories import UnitFactory, make_workshop
from workshops.actions import Wish, cancel_registration, hold_seats, register
from workshops.models import SpecialDay, WorkCalendar

WAITS = Wish(waits=True)
FRIDAY = date(2026, 11, 27)
SATURDAY, MONDAY, TUESDAY, WEDNESDAY = (FRIDAY + timedelta(days=days) for days in (1, 3, 4, 5))
MORNING = datetime(2026, 11, 27, 3, tzinfo=UTC)  # of that Friday


def days_later(days):
    return MORNING + timedelta(days=days)


@pytest.fixture
def special(db):
    """Writes a day into the work calendar."""
    return lambda day, kind="joint", **more: SpecialDay.objects.create(
        date=day, kind=kind, name="Cuti bersama", **more
    )


@pytest.fixture
def held(leader):
    """One seat, that many days after the Friday morning."""

    def make(days, **changes):
        start = days_later(days)
        spans = [(start, start + timedelta(hours=2))]
        plan = {"seats": {"total": 1}, "registration_closes_at": start, "spans": spans}
        return make_workshop(leader, now=MORNING, **plan | changes)

    return make


@pytest.fixture
def moved_up(held, colleague, employee):
    """The employee's registration, after the colleague gave up the only seat."""

    def give_up(days):
        workshop = held(days)
        for person in (colleague, employee):
            register(user=person, workshop=workshop, wish=WAITS, now=MORNING)
        cancel_registration(user=colleague, workshop=workshop, now=MORNING)
        return workshop.registrations.get(user=employee)

    return give_up


# --- the calendar counts


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [(FRIDAY, MONDAY, 1), (FRIDAY, WEDNESDAY, 3), (SATURDAY, SATURDAY, 0), (MONDAY, FRIDAY, 0)],
)
def test_row_c7_working_days_leave_weekends_out(db, first, last, days):
    assert WorkCalendar.around([first, last], []).working_days(first, last) == days


@pytest.mark.parametrize("kind", ["national", "joint", "regional"])
def test_row_c7_working_days_leave_holidays_out(special, kind):
    special(MONDAY, kind)

    known = WorkCalendar.around([FRIDAY], [])

    assert known.working_days(FRIDAY, WEDNESDAY) == 2
    assert known.after(FRIDAY, 1) == TUESDAY


def test_row_c7_a_working_day_in_place_of_another_counts(special):
    special(SATURDAY, "workday")

    known = WorkCalendar.around([FRIDAY], [])

    assert known.working_days(FRIDAY, MONDAY) == 2
    assert known.after(FRIDAY, 1) == SATURDAY


# --- a seat that becomes free


def test_row_c7_three_working_days_before_the_start_the_seat_is_given(moved_up):
    assert moved_up(5).state == "confirmed"


def test_row_c7_with_joint_leave_between_it_is_offered_and_asked_for(moved_up, special):
    special(MONDAY)

    assert moved_up(5).state == "offered"


def test_row_c7_a_holiday_of_the_persons_units_counts(moved_up, special, employee):
    special(MONDAY, "regional", unit=employee.unit)

    assert moved_up(5).state == "offered"


def test_row_c7_a_holiday_of_other_units_does_not(moved_up, special):
    special(MONDAY, "regional", unit=UnitFactory())

    assert moved_up(5).state == "confirmed"


# --- a request


@pytest.fixture
def asked(held, employee):
    """The employee's request to the host, three weeks before the workshop."""
    return lambda: register(user=employee, workshop=held(21, approval="host"), now=MORNING)


def test_row_c12_a_request_lasts_two_working_days(asked):
    assert asked().answer_by == days_later(4)


def test_row_c12_joint_leave_gives_who_decides_another_day(asked, special):
    special(MONDAY)

    assert asked().answer_by == days_later(5)


def test_row_c12_the_days_off_are_those_of_whoever_decides(asked, special, employee, leader):
    leader.unit = UnitFactory()
    leader.save()
    special(MONDAY, "regional", unit=employee.unit)
    special(TUESDAY, "regional", unit=leader.unit)

    assert asked().answer_by == days_later(5)


# --- seats held for a team


def test_row_c15_seats_are_held_for_three_working_days_without_joint_leave(
    held, other_leader, special
):
    special(MONDAY)
    wanted = held(21, seats={"total": 3})

    standing = hold_seats(
        actor=other_leader, workshop=wanted, unit=other_leader.unit, seats=1, now=MORNING
    )

    assert standing.until == days_later(6)
