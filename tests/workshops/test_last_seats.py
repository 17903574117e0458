"""Seats are never oversold, however many people want the last ones at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from tests.factories import UserFactory, make_workshop
from tests.together import NEEDS_POSTGRESQL
from workshops.actions import AlreadyRegistered, WorkshopIsFull, cancel_registration, register
from workshops.models import Registration, SeatPool

SEATS, CROWD = 5, 30
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def at_once():
    """Calls a function for each item, all from threads that start together."""

    def run(function, items):
        items = list(items)
        gate = Barrier(len(items))

        def call(item):
            try:
                gate.wait(timeout=30)
                return function(item)
            except (WorkshopIsFull, AlreadyRegistered, IntegrityError) as refusal:
                return type(refusal)
            finally:
                connection.close()

        with ThreadPoolExecutor(len(items)) as pool:
            return list(pool.map(call, items))

    return run


@pytest.fixture
def crowd(unit):
    return UserFactory.create_batch(CROWD, unit=unit)


@pytest.fixture
def wanted(leader):
    """A workshop with five seats."""
    return make_workshop(leader, seats={"total": SEATS})


def test_row_c2_five_seats_go_to_five_of_thirty_people(wanted, crowd, at_once, now):
    answers = at_once(lambda user: register(user=user, workshop=wanted, now=now), crowd)

    assert sum(isinstance(one, Registration) for one in answers) == SEATS
    assert answers.count(WorkshopIsFull) == CROWD - SEATS
    assert wanted.pools.get().taken == wanted.registrations.active().count() == SEATS


def test_row_c4_one_person_in_many_tabs_takes_one_seat(wanted, employee, at_once, now):
    answers = at_once(lambda _tab: register(user=employee, workshop=wanted, now=now), range(10))

    assert answers.count(AlreadyRegistered) == 9
    assert wanted.pools.get().taken == wanted.registrations.active().count() == 1


def test_row_c2_seats_freed_meanwhile_are_sold_once(wanted, crowd, at_once, now):
    for user in crowd[:SEATS]:
        register(user=user, workshop=wanted, now=now)

    def leave_or_come(user):
        verb = cancel_registration if user in crowd[:SEATS] else register
        return verb(user=user, workshop=wanted, now=now)

    at_once(leave_or_come, crowd)

    taken = wanted.pools.get().taken
    assert taken == wanted.registrations.active().count() <= SEATS


def test_row_c3_control_checking_before_inserting_oversells(wanted, crowd, now):
    """What the guard is for: with check-then-insert the same crowd gets more than five seats."""
    if connection.vendor == "sqlite":
        pytest.skip(NEEDS_POSTGRESQL)  # check-then-insert cannot oversell there
    checked = Barrier(CROWD)

    def naively(user):
        try:
            with transaction.atomic():
                pool = SeatPool.objects.get(workshop=wanted)
                checked.wait(timeout=30)
                if pool.taken < pool.capacity:
                    wanted.registrations.create(user=user, joined_at=now, holds_seat=True)
                    SeatPool.objects.filter(pk=pool.pk, taken__lt=F("capacity")).update(
                        taken=F("taken") + 1
                    )
        finally:
            connection.close()

    with ThreadPoolExecutor(CROWD) as pool:
        list(pool.map(naively, crowd))

    assert wanted.registrations.active().count() > SEATS
