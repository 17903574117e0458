"""Any order of registering, waiting, answering, cancelling and changing keeps the seats right.

The invariants of workshops.md 2.3, over days in which the clock also goes back an hour.
"""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from accounts.models import UnitLeadership, User
from foundation.refusals import Refusal
from tests.factories import UserFactory, make_plan, make_workshop
from workshops.actions import (
    Wish,
    accept_offer,
    approve_request,
    cancel_registration,
    decline_request,
    edit_workshop,
    hold_seats,
    mind_seats,
    register,
    register_others,
    release_seats,
    remove_participant,
    set_cover,
)
from workshops.actions.trying import tried_out
from workshops.models import Registration

MODES = [
    ("onsite", {"total": 1}),
    ("onsite", {"total": 2}),
    ("onsite", {"total": 4}),
    ("hybrid", {"total": 2, "room": 1, "online": 1}),
    ("hybrid", {"total": 4, "room": 3, "online": 1}),
]
HOURS = timedelta(hours=1)
SKIPPED = {"room", "online", "unit", "unit_cover", "overlap", "account", "closed"}
PEOPLE = st.integers(0, 4)


class SeatMachine(RuleBasedStateMachine):
    """Five people and a host who cannot make up their minds, in the ten days before the start."""

    def __init__(self):
        super().__init__()
        self.now = timezone.now()
        start = self.now + timedelta(days=10)
        self.plan = {"spans": [(start, start + 3 * HOURS)], "registration_closes_at": start}
        self.host = UserFactory(nip=None)
        self.leader = UserFactory(unit=self.host.unit, nip=None)
        UnitLeadership.objects.create(
            user=self.leader, unit=self.host.unit, since=timezone.localdate() - timedelta(days=1)
        )
        self.people = [
            *UserFactory.create_batch(3, unit=self.host.unit, nip=None),
            *UserFactory.create_batch(2, nip=None),
        ]
        self.other = make_workshop(self.host, title="Pada waktu yang sama", **self.plan)

    @initialize(points=st.sampled_from([None, 30, 100]), hours=st.sampled_from([12, 200]))
    def announce(self, points, hours):
        self.plan |= {"unit_points": points, "promotion_ends_hours": hours}
        self.workshop = make_workshop(self.host, seats={"total": 1}, **self.plan)

    def attempt(self, verb, person, workshop=None, **arguments):
        chosen = workshop or self.workshop
        with suppress(Refusal):
            verb(user=self.people[person], workshop=chosen, now=self.now, **arguments)

    @rule(
        person=PEOPLE,
        seat=st.sampled_from(["room", "online"]),
        waits=st.booleans(),
        ignores_overlap=st.booleans(),
    )
    def come(self, person, seat, waits, ignores_overlap):
        waiting = self.workshop.registrations.waiting()
        is_new, could = (
            not waiting.filter(user=self.people[person]).exists(),
            self.who_could_claim(),
        )
        self.attempt(register, person, wish=Wish(seat, waits, ignores_overlap))
        if is_new:  # nobody who waits lost a seat by it
            assert could <= self.who_could_claim()

    def who_could_claim(self):
        """Once nobody moves up: who would have a seat if all who wait came for one, in order."""
        able = User.objects.able_to_sign_in(self.now)
        line = self.workshop.registrations.waiting().filter(user__in=able).in_line()
        people = [self.people.index(one.user) for one in line.select_related("user")]
        mine = self.workshop.registrations.filter(state__in=Registration.SEATED)

        def press():
            for person in people:
                self.attempt(register, person)
            return mine.filter(user__in=[self.people[one] for one in people]).values_list("user")

        return set(tried_out(lambda: list(press()), now=self.now))

    @rule(person=PEOPLE, hours=st.sampled_from([-1, 30]))
    def be_suspended(self, person, hours):
        someone = User.objects.filter(pk=self.people[person].pk)
        someone.update(suspended_until=self.now + hours * HOURS)

    @rule(person=PEOPLE)
    def come_twice_by_one_form(self, person):
        for _time in range(2):
            self.attempt(register, person, wish=Wish(waits=True), key=f"formulir-{person}")

    @rule(person=PEOPLE)
    def leave(self, person):
        self.attempt(cancel_registration, person)

    @rule(person=PEOPLE)
    def accept(self, person):
        self.attempt(accept_offer, person)

    @rule(person=PEOPLE, verb=st.sampled_from([register, cancel_registration]))
    def be_busy_at_that_time(self, person, verb):
        self.attempt(verb, person, workshop=self.other)

    @rule(hours=st.sampled_from([-1, 1, 13, 25, 60]))
    def wait(self, hours):
        self.now += hours * HOURS
        mind_seats(now=self.now)

    @rule(person=PEOPLE, approves=st.booleans())
    def decide(self, person, approves):
        request = self.workshop.registrations.requested().filter(user=self.people[person]).first()
        said = {"actor": self.host, "registration": request, "now": self.now}
        with suppress(Refusal):
            if request and approves:
                approve_request(**said)
            elif request:
                decline_request(reason="Tidak kali ini.", **said)

    @rule(seats=st.integers(1, 3), seat=st.sampled_from(["room", "online"]))
    def hold_some(self, seats, seat):
        said = {"workshop": self.workshop, "unit": self.host.unit, "seats": seats, "seat": seat}
        with suppress(Refusal):
            hold_seats(actor=self.leader, **said, now=self.now)

    @rule(person=PEOPLE, waits=st.booleans())
    def be_named(self, person, waits):
        said = {"people": [self.people[person]], "wish": Wish(waits=waits), "now": self.now}
        register_others(actor=self.leader, workshop=self.workshop, **said)

    @rule()
    def release_all(self):
        for held in self.workshop.held.standing():
            release_seats(held=held, now=self.now)

    @rule(percent=st.sampled_from([None, 30, 60]))
    def keep_the_service_open(self, percent):
        set_cover(actor=self.host, unit=self.host.unit, percent=percent, now=self.now)

    @rule(person=PEOPLE)
    def remove(self, person):
        place = self.workshop.registrations.active().filter(user=self.people[person]).first()
        if place:
            said = {"actor": self.host, "reason": "Jatah unit lain.", "now": self.now}
            remove_participant(registration=place, **said)

    @rule(person=PEOPLE)
    def leave_the_service_and_come_back(self, person):
        someone = User.objects.filter(pk=self.people[person].pk)
        someone.update(is_active=False)
        mind_seats(now=self.now)
        someone.update(is_active=True)

    @rule(
        choice=st.sampled_from(MODES),
        approval=st.sampled_from(["none", "host"]),
        unit_limit=st.sampled_from([None, 1, 2]),
    )
    def change(self, choice, approval, unit_limit):
        mode, seats = choice
        rules = {"approval": approval, "holds_seats": seats["total"] > 1, "unit_limit": unit_limit}
        plan = make_plan(self.host, mode=mode, seats=seats, **rules, **self.plan)
        with suppress(Refusal):
            edit_workshop(editor=self.host, workshop=self.workshop, plan=plan, now=self.now)
        self.workshop.refresh_from_db()

    @invariant()
    def the_rows_are_right(self):
        rows = list(self.workshop.registrations.prefetch_related("events"))
        pools = list(self.workshop.pools.all())
        pools_hold_exactly_their_people(pools, rows, list(self.workshop.held.standing()))
        nobody_has_two_places(rows)
        nobody_whom_the_host_removed_is_back_without_leave(rows)
        every_step_is_logged_and_joins_the_one_before(rows)
        nobody_who_came_later_sits_while_others_wait_unless_the_log_says_why(rows)


def pools_hold_exactly_their_people(pools, rows, unnamed):
    seated = [row for row in rows if row.holds_seat]
    for pool in pools:
        if pool.kind == "unit":
            held = [row for row in seated if row.quota_unit_id == pool.unit_id]
            kept = [one.left for one in unnamed if one.unit_id == pool.unit_id]
        else:
            held = [row for row in seated if pool.kind in ("total", row.seat)]
            kept = [one.left for one in unnamed if pool.kind in ("total", one.seat)]
        assert pool.taken == len(held) + sum(kept) <= pool.capacity
    if "room" in {pool.kind for pool in pools}:  # at a hybrid workshop everybody sits somewhere
        assert {row.seat for row in seated} <= {"room", "online"}


def nobody_has_two_places(rows):
    holders = [row.user_id for row in rows if row.state in Registration.ACTIVE]
    assert len(holders) == len(set(holders))


def nobody_whom_the_host_removed_is_back_without_leave(rows):
    for row in rows:
        steps = [step for step in steps_of(row) if step.after in ("cancelled_host", "confirmed")]
        removed = [step.pk for step in steps if step.after == "cancelled_host"]
        if removed and steps[-1].pk > removed[-1]:
            assert any(by_a_host(step) for step in steps_of(row) if step.pk > removed[-1])


def by_a_host(step):
    return step.actor_id is not None and step.actor_id != step.registration.user_id


def every_step_is_logged_and_joins_the_one_before(rows):
    for row in rows:
        state = ""
        for event in steps_of(row):
            assert event.before == state
            assert event.after != state or event.reason
            state = event.after
        assert state == row.state
        assert not row.holds_seat or state in Registration.SEATED


def nobody_who_came_later_sits_while_others_wait_unless_the_log_says_why(rows):
    # Whoever is named for a held seat came when it was held.
    seated = [
        came_with(row)
        for row in rows
        if row.holds_seat and not row.held_from_id and not moved_up_by_need(row)
    ]
    for row in rows:
        if row.is_waiting and any(step.pk > came_with(row).pk for step in seated):
            since = [step for step in steps_of(row) if step.pk >= came_with(row).pk]
            assert SKIPPED & {step.reason for step in since}


def moved_up_by_need(row):
    return any(step.reason.startswith("need:") for step in steps_of(row))


def steps_of(row):
    return sorted(row.events.all(), key=lambda step: step.pk)


def came_with(row):
    """The step by which this person came, the last time; approved without a seat is anew."""
    steps = [
        step
        for step in steps_of(row)
        if step.before not in Registration.ACTIVE
        or (step.before, step.after) == ("requested", "waitlisted")
    ]
    return steps[-1]


@pytest.mark.django_db
def test_seats_stay_right_in_any_order():
    run_state_machine_as_test(
        SeatMachine, settings=settings(max_examples=15, stateful_step_count=20, deadline=None)
    )
