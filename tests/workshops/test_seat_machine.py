"""Any order of registering, cancelling and changing the capacity keeps the seats right."""

import pytest
from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from foundation.refusals import Refusal
from tests.factories import UserFactory, make_plan, make_workshop
from workshops.actions import cancel_registration, edit_workshop, register
from workshops.models import Registration, RegistrationEvent

MODES = [
    ("onsite", {"total": 2}),
    ("onsite", {"total": 4}),
    ("hybrid", {"total": 3, "room": 1, "online": 2}),
    ("hybrid", {"total": 4, "room": 3, "online": 1}),
]


class SeatMachine(RuleBasedStateMachine):
    """Four people and a host who cannot make up their minds."""

    def __init__(self):
        super().__init__()
        self.now = timezone.now()
        self.host = UserFactory()
        self.people = UserFactory.create_batch(4)
        self.workshop = make_workshop(self.host, seats={"total": 2})
        self.changes = 0

    def attempt(self, verb, **arguments):
        try:
            verb(workshop=self.workshop, now=self.now, **arguments)
        except Refusal:
            return False
        return True

    @rule(person=st.integers(0, 3), seat=st.sampled_from(["room", "online"]))
    def register(self, person, seat):
        seat = seat if self.workshop.mode == "hybrid" else "total"
        self.changes += self.attempt(register, user=self.people[person], seat=seat)

    @rule(person=st.integers(0, 3))
    def cancel(self, person):
        self.changes += self.attempt(cancel_registration, user=self.people[person])

    @rule(choice=st.sampled_from(MODES))
    def change(self, choice):
        mode, seats = choice
        plan = make_plan(self.host, mode=mode, seats=seats)
        self.attempt(edit_workshop, editor=self.host, plan=plan)
        self.workshop.refresh_from_db()

    @invariant()
    def pools_hold_exactly_their_people(self):
        active = self.workshop.registrations.active()
        for pool in self.workshop.pools.all():
            held = active if pool.kind == "total" else active.filter(seat=pool.kind)
            assert pool.taken == held.count() <= pool.capacity

    @invariant()
    def everybody_at_a_hybrid_workshop_sits_in_the_room_or_online(self):
        taken = dict(self.workshop.pools.values_list("kind", "taken"))
        if self.workshop.mode == "hybrid":
            assert taken["total"] == taken["room"] + taken["online"]

    @invariant()
    def nobody_holds_two_seats(self):
        holders = self.workshop.registrations.active().values_list("user", flat=True)
        assert len(holders) == len(set(holders))

    @invariant()
    def every_change_is_logged(self):
        events = RegistrationEvent.objects.filter(registration__workshop=self.workshop)
        assert events.count() == self.changes
        newest = {event.registration_id: event.after for event in events.order_by("pk")}
        states = Registration.objects.filter(workshop=self.workshop).values_list("pk", "state")
        assert newest == dict(states)


@pytest.mark.django_db
def test_seats_stay_right_in_any_order():
    run_state_machine_as_test(
        SeatMachine, settings=settings(max_examples=15, stateful_step_count=20, deadline=None)
    )
