"""Work on a lease: once in effect, tried again, parked, taken over (F22, F23; R36)."""

from datetime import timedelta

import pytest

from notifications.models import LEASE, TRIES, Delivery, Notification, State
from notifications.outbox import (
    BACKOFF,
    ROUND,
    Hopeless,
    PutOff,
    attempt,
    take,
    try_again,
    work_off,
)
from tests.together import together

COMMITTED = pytest.mark.django_db(transaction=True, serialized_rollback=True)
SECOND = timedelta(seconds=1)


@pytest.fixture
def work(tell, employee, now):
    """A mail that is due."""
    tell(employee)
    return Delivery.objects.create(
        notification=Notification.objects.get(), channel="mail", next_try_at=now
    )


@pytest.fixture
def done():
    """What was carried out, by number of the work."""
    return []


@pytest.fixture
def act(done):
    def carry_out(work, now):
        done.append(work.pk)
        return State.SENT

    return carry_out


def fails(work, now):
    raise ConnectionError("the mail server is away")


def test_what_is_due_is_done_once(work, act, done, now):
    work_off(Delivery.objects, act, now=now)
    work_off(Delivery.objects, act, now=now)

    work.refresh_from_db()
    assert (done, work.state, work.settled_at) == ([work.pk], State.SENT, now)


def test_what_is_not_due_waits(work, act, done, now):
    work_off(Delivery.objects, act, now=now - SECOND)

    assert done == []


def test_f22_a_failure_is_tried_again_later_and_later_and_then_parked(work, now):
    waits = []
    for _try in range(TRIES):
        work_off(Delivery.objects, fails, now=now)
        work.refresh_from_db()
        waits.append(work.next_try_at - now)
        now = work.next_try_at

    assert waits[:4] == BACKOFF
    assert (work.state, work.attempts, work.failure) == (State.PARKED, TRIES, "ConnectionError")


def test_f22_a_poisonous_item_keeps_nobody_waiting(work, employee, question, tell, now, done):
    other = Delivery.objects.create(
        notification=work.notification, channel="push", next_try_at=now + SECOND
    )

    def carry_out(one, moment):
        if one.pk == work.pk:
            raise ValueError("poison")
        done.append(one.pk)
        return State.SENT

    work_off(Delivery.objects, carry_out, now=now + SECOND)

    work.refresh_from_db()
    assert done == [other.pk]
    assert work.state == State.WAITING


def test_what_cannot_succeed_is_parked_at_once(work, now):
    def refused(one, moment):
        raise Hopeless("the address does not exist")

    work_off(Delivery.objects, refused, now=now)

    work.refresh_from_db()
    assert (work.state, work.attempts) == (State.PARKED, 1)


def test_what_is_put_off_counts_no_try(work, now):
    until = now + timedelta(hours=9)

    def at_night(one, moment):
        raise PutOff(until)

    work_off(Delivery.objects, at_night, now=now)

    work.refresh_from_db()
    assert (work.next_try_at, work.attempts, work.leased_until) == (until, 0, None)


def test_nobody_takes_what_is_taken(work, act, done, now):
    assert take(work, now=now)

    work_off(Delivery.objects, act, now=now + LEASE - SECOND)

    assert done == []


def test_f6_the_work_of_a_dead_worker_is_taken_up_again(work, act, done, now):
    take(work, now=now)

    work_off(Delivery.objects, act, now=now + LEASE)

    assert done == [work.pk]


def test_f22_work_that_kills_each_worker_is_parked(work, act, done, now):
    for _death in range(TRIES):
        fresh = Delivery.objects.get()
        assert take(fresh, now=now)
        now += LEASE

    work_off(Delivery.objects, act, now=now)

    work.refresh_from_db()
    assert (done, work.state, work.failure) == ([], State.PARKED, "WorkerDied")


def test_f23_a_worker_that_slept_settles_nothing(work, act, now):
    """Paused for longer than the lease, it comes back to work that is somebody else's."""
    sleeper = Delivery.objects.get()
    take(sleeper, now=now)
    work_off(Delivery.objects, fails, now=now + LEASE)

    attempt(sleeper, act, now + LEASE + SECOND)

    work.refresh_from_db()
    assert (work.state, work.failure) == (State.WAITING, "ConnectionError")


def test_f12_a_lease_from_before_the_clock_went_back_binds_nobody(work, act, done, now):
    """An hour back, and nothing waits for an hour."""
    take(work, now=now + timedelta(hours=1))

    work_off(Delivery.objects, act, now=now)

    assert done == [work.pk]


def test_f12_a_try_put_off_before_the_clock_went_back_does_not_wait_for_it(work, act, done, now):
    """Planned while the clock ran a year ahead; nothing is ever put off for more than a day."""
    work_off(Delivery.objects, fails, now=now + timedelta(days=400))

    work_off(Delivery.objects, act, now=now)

    assert done == [work.pk]


def test_f12_a_clock_that_runs_ahead_does_nothing_twice(work, act, done, now):
    for moment in (now, now + timedelta(days=400), now - timedelta(hours=1), now):
        work_off(Delivery.objects, act, now=moment)

    assert done == [work.pk]


def test_f23_a_long_round_takes_nothing_on_a_lease_that_is_old(work, done, now, monkeypatch):
    """Leases count from the start of the round, and another worker would take it over at once."""
    other = Delivery.objects.create(
        notification=work.notification, channel="push", next_try_at=now + SECOND
    )
    clock = [0.0]
    monkeypatch.setattr("notifications.outbox.monotonic", lambda: clock[0])

    def slow(one, moment):
        clock[0] += ROUND + 1
        done.append(one.pk)
        return State.SENT

    work_off(Delivery.objects, slow, now=now + SECOND)
    first = list(done)
    work_off(Delivery.objects, slow, now=now + SECOND + timedelta(seconds=clock[0]))

    assert (first, done) == ([work.pk], [work.pk, other.pk])


def test_f23_the_slowest_sending_ends_before_its_lease(settings):
    """An SMTP server may take EMAIL_TIMEOUT for each of its answers (RFC 5321, 4.5.3.2)."""
    answers = "banner EHLO STARTTLS EHLO AUTH name password MAIL RCPT DATA body".split()
    slowest = ROUND + len(answers) * settings.EMAIL_TIMEOUT

    assert timedelta(seconds=slowest) < LEASE


def test_an_admin_starts_parked_work_afresh(work, act, done, now):
    Delivery.objects.update(state=State.PARKED, attempts=TRIES)

    try_again(Delivery.objects, now=now)
    work_off(Delivery.objects, act, now=now)

    assert done == [work.pk]


@COMMITTED
def test_f23_two_workers_do_one_item_once(work, act, done, now):
    """Each has read the row before either takes it."""
    copies = [Delivery.objects.get() for _worker in range(4)]

    took = together(*[lambda one=one: take(one, now=now) for one in copies])

    assert sorted(took) == [False, False, False, True]


@COMMITTED
def test_f23_control_without_the_lease_both_would_do_it(work, now):
    """Two workers that only look at the state."""
    copies = [Delivery.objects.get() for _worker in range(2)]

    took = together(*[lambda one=one: one.state == State.WAITING for one in copies])

    assert took == [True, True]
