"""Telling many: in slices, gone on with after a death, nobody twice (R36; F5, F23)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from competencies.models import AreaFollow
from discussions.notices import QUESTION_ASKED
from notifications import broadcasting
from notifications.actions import forget_old_news, prefer, see_kabar
from notifications.broadcasting import broadcast_due, tell_slice
from notifications.models import LEASE, Bell, Broadcast, Notification, State
from notifications.outbox import LostLease, take
from notifications.replay import told_in_slice
from notifications.telling import notify, telling

CROWD = 60


@pytest.fixture
def crowd(question, unit, now):
    """Follows the area of the question; nobody has a bell yet."""
    people = [
        User(email=f"ramai{n}@contoh.id", public_id=f"m{n:04}", name=f"M {n}", unit=unit)
        for n in range(CROWD)
    ]
    User.objects.bulk_create(people)
    rows = list(User.objects.filter(email__startswith="ramai").order_by("pk"))
    keu = question.areas.first()
    AreaFollow.objects.bulk_create(AreaFollow(user=one, area=keu, since=now) for one in rows)
    return rows


@pytest.fixture
def broadcast(question, crowd, now):
    """The crowd is being told of the question."""
    with telling(now=now):
        notify(QUESTION_ASKED, about=question, actor=question.author)
    return Broadcast.objects.get()


@pytest.fixture
def small_slices(monkeypatch):
    monkeypatch.setattr(broadcasting, "SLICE", 25)


def told():
    return sorted(Notification.objects.values_list("recipient", flat=True))


def test_everybody_is_told_once(broadcast, crowd, small_slices, now):
    broadcast_due(now=now)
    broadcast_due(now=now)

    broadcast.refresh_from_db()
    assert told() == [one.pk for one in crowd]
    assert set(Notification.objects.values_list("count", flat=True)) == {1}
    assert (broadcast.state, broadcast.told) == (State.SENT, CROWD)


def test_f5_after_a_death_the_next_worker_goes_on_where_it_stopped(
    broadcast, crowd, small_slices, now, monkeypatch
):
    whole, slices = tell_slice, []

    def dies(*args):
        slices.append(args)
        if len(slices) == 2:
            raise SystemExit  # nothing is settled
        return whole(*args)

    with monkeypatch.context() as patched, pytest.raises(SystemExit):
        patched.setattr(broadcasting, "tell_slice", dies)
        broadcast_due(now=now)
    first = len(told())

    broadcast_due(now=now + LEASE * 2)

    assert first == 25
    assert told() == [one.pk for one in crowd]
    assert set(Notification.objects.values_list("count", flat=True)) == {1}


def test_a_failed_slice_is_tried_again(broadcast, crowd, small_slices, now, monkeypatch):
    whole, failures = broadcasting.writing.write_notifications, [ConnectionError("away")]

    def write(**row):
        if failures:
            raise failures.pop()
        whole(**row)

    monkeypatch.setattr(broadcasting.writing, "write_notifications", write)
    broadcast_due(now=now)
    after_failure = told()

    broadcast_due(now=now + timedelta(minutes=1))

    assert (after_failure, told()) == ([], [one.pk for one in crowd])


def test_f23_a_worker_that_lost_the_lease_tells_nobody(broadcast, crowd, small_slices, now):
    """Its slice is rolled back with the mark that it could not move."""
    broadcasting.make_bells(User.objects.all())
    take(broadcast, now=now)
    quicker = Broadcast.objects.get()
    take(quicker, now=now + LEASE)

    with pytest.raises(LostLease):
        tell_slice(broadcast, User.objects.all(), None)

    assert told() == []


def test_whoever_switched_the_kind_off_is_left_out(broadcast, crowd, now):
    prefer(user=crowd[0], kind=QUESTION_ASKED.key, channel="in_app", cadence="never")

    broadcast_due(now=now)

    assert told() == [one.pk for one in crowd[1:]]


def test_of_what_is_gone_nobody_is_told(broadcast, question, now):
    Broadcast.objects.update(about_id=0)

    broadcast_due(now=now)

    assert (told(), Broadcast.objects.get().state) == ([], State.DROPPED)


def test_a_slice_costs_at_most_five_statements(broadcast, crowd, now):
    """Besides opening and closing its transaction, and however many people it tells."""
    take(broadcast, now=now)
    audience = User.objects.filter(pk__in=[one.pk for one in crowd])
    broadcasting.make_bells(audience)

    with CaptureQueriesContext(connection) as captured:
        tell_slice(broadcast, audience, None)

    spoken = [one["sql"] for one in captured if "SAVEPOINT" not in one["sql"]]
    assert len(told()) == CROWD
    assert len(spoken) <= 5, spoken


def test_done_broadcasts_are_forgotten_after_a_month(broadcast, now):
    broadcast_due(now=now)

    forget_old_news(now=now + timedelta(days=30, seconds=1))

    assert not Broadcast.objects.exists()


def test_the_bells_of_a_slice_are_rung_by_two_statements(broadcast, crowd, now):
    """However many of this process's readers are in it."""
    broadcast_due(now=now)
    ids = [one.pk for one in crowd]

    with CaptureQueriesContext(connection) as captured:
        rung = told_in_slice(ids)

    assert len(captured) == 2
    assert {one: rung[one]["facts"] for one in ids} == {one: {"unseen": 1} for one in ids}
    assert {rung[one]["no"] for one in ids} == set(Bell.objects.values_list("last_seq", flat=True))


def test_a_seen_bell_rings_zero(broadcast, crowd, now):
    broadcast_due(now=now)
    see_kabar(user=crowd[0])

    assert told_in_slice([crowd[0].pk])[crowd[0].pk]["facts"] == {"unseen": 0}
