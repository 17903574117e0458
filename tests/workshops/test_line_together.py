"""The waiting list when many press at the same moment, each on a connection of their own."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection

from foundation.refusals import Refusal
from tests.factories import UserFactory, make_workshop
from tests.together import together, unguarded
from workshops.actions import (
    Wish,
    accept_offer,
    cancel_registration,
    mind_seats,
    pools,
    register,
    waiting,
)
from workshops.models import Registration

WAITS = Wish(waits=True)
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def wanted(leader, now):
    """Two seats, in three weeks."""
    start = now + timedelta(days=21)
    spans = [(start, start + timedelta(hours=2))]
    return make_workshop(
        leader, seats={"total": 2}, spans=spans, registration_closes_at=start, now=now
    )


@pytest.fixture
def crowd(unit, wanted, now):
    """Two sit, six wait."""
    people = UserFactory.create_batch(8, unit=unit)
    for person in people:
        register(user=person, workshop=wanted, wish=WAITS, now=now)
    return people


def is_sound(workshop):
    pool, rows = workshop.pools.get(), workshop.registrations.all()
    line = [row.line_no for row in rows if row.is_waiting]
    return pool.taken == sum(row.holds_seat for row in rows) <= pool.capacity and len(line) == len(
        set(line)
    )


def test_row_c4_two_hundred_presses_of_one_person_are_one_place(wanted, employee, now):
    def press(_number):
        try:
            return register(user=employee, workshop=wanted, wish=WAITS, now=now)
        except (Refusal, IntegrityError) as refusal:
            return type(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as tabs:
        answers = list(tabs.map(press, range(200)))

    assert sum(isinstance(one, Registration) for one in answers) == 1
    assert wanted.registrations.count() == wanted.pools.get().taken == 1


def test_row_c6_seats_given_up_at_once_go_to_the_first_who_wait(wanted, crowd, now):
    leaving = [
        lambda one=one: cancel_registration(user=one, workshop=wanted, now=now) for one in crowd[:2]
    ]

    together(*leaving, lambda: mind_seats(now=now))

    seated = wanted.registrations.seated().order_by("line_no")
    assert [one.user for one in seated] == crowd[2:4]
    assert is_sound(wanted)


def test_row_c8_newcomers_at_the_moment_a_seat_is_given_up_come_after_the_line(
    wanted, crowd, unit, now
):
    newcomers = UserFactory.create_batch(4, unit=unit)
    coming = [
        lambda one=one, wish=wish: register(user=one, workshop=wanted, wish=wish, now=now)
        for one, wish in zip(newcomers, [WAITS, Wish()] * 2, strict=True)
    ]

    together(lambda: cancel_registration(user=crowd[0], workshop=wanted, now=now), *coming)

    seated = set(wanted.registrations.seated().values_list("user", flat=True))
    assert seated == {crowd[1].pk, crowd[2].pk}
    assert is_sound(wanted)


def test_row_c7_an_offer_accepted_as_it_runs_out_is_the_persons_or_the_next_ones(
    wanted, crowd, now
):
    first, second = (wanted.registrations.get(user=one) for one in crowd[2:4])
    cancel_registration(user=crowd[0], workshop=wanted, now=now)
    until = now + timedelta(hours=1)
    Registration.objects.filter(pk=first.pk).update(state="offered", answer_by=until)

    together(
        lambda: accept_offer(
            user=first.user, workshop=wanted, now=until - timedelta(microseconds=1)
        ),
        lambda: mind_seats(now=until),
    )

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) in [("confirmed", "waitlisted"), ("expired", "confirmed")]
    assert is_sound(wanted)


def come_together(wanted, people, now):
    return together(
        *(
            lambda one=one: register(user=one, workshop=wanted, wish=WAITS, now=now)
            for one in people
        )
    )


def test_row_c5_who_joins_at_the_same_moment_gets_a_number_of_their_own(
    wanted, crowd, employee, stranger, now
):
    answers = come_together(wanted, [employee, stranger], now)

    assert sorted(one.line_no for one in answers) == [7, 8]


def test_control_without_the_lock_two_get_the_same_number(
    wanted, crowd, employee, stranger, now, monkeypatch
):
    """What the lock is for; the constraint behind it lets one of them through."""
    monkeypatch.setattr(pools, "lock", lambda workshop: None)
    monkeypatch.setattr(waiting, "last_line_no", unguarded(waiting.last_line_no))

    answers = come_together(wanted, [employee, stranger], now)

    assert [type(one) for one in answers].count(IntegrityError) == 1
