"""The worker dies while it books the interested: a real process, SIGKILL (rows B6, D7)."""

import signal
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from tests.factories import UserFactory, make_workshop
from workshops.actions import book_interested
from workshops.models import Interest, Registration, Workshop

SEATS = 25


@pytest.fixture
def people(start, leader, now):
    """Sixty who were interested in a workshop of 25 seats; the date is set, nobody is booked."""
    begins = now + timedelta(days=30)
    spans = [(begins, begins + timedelta(hours=2))]
    closes = {"registration_closes_at": begins, "seats": {"total": SEATS}}
    workshop = make_workshop(leader, spans=spans, **closes)
    people = User.objects.bulk_create(UserFactory.build_batch(60, unit=leader.unit, nip=None))
    Interest.objects.bulk_create(
        Interest(workshop=workshop, user=person, at=now) for person in people
    )
    Workshop.objects.filter(pk=workshop.pk).update(booking_since=now)
    return people


@pytest.fixture
def killed(people, start):
    """The round, after its end; how many were booked before it."""

    def run(**more):
        worker = start("bench.faults.half_booked", **more)
        assert worker.wait(60) == -signal.SIGKILL
        return Registration.objects.count()

    return run


def test_row_b6_killed_in_the_middle_the_next_round_goes_on_in_their_order(killed, people):
    assert killed() == 20

    for _twice in (1, 2):
        book_interested(now=timezone.now())

    states = Registration.objects.order_by("pk").values_list("user", "state")
    ids = [person.pk for person in people]
    assert list(states) == [
        (pk, "confirmed" if no < SEATS else "waitlisted") for no, pk in enumerate(ids)
    ]
    assert set(Registration.objects.values_list("events__before", flat=True)) == {""}


def test_row_b6_control_turns_that_are_kept_apart_lose_people(killed):
    assert killed(FAULT="apart") == 20

    book_interested(now=timezone.now())

    assert Registration.objects.count() == 40
