"""Seats that are counted and seats that are held agree; drift is found and repaired."""

import pytest
from django.db.models import F

from tests.factories import area
from workshops.actions import TopicText, Wish, recount, recounting, register, request_topic
from workshops.models import SeatPool, TopicRequest


@pytest.fixture
def half_sold(hybrid, employee, colleague, now):
    """One person in the room, one online."""
    register(user=employee, workshop=hybrid, wish=Wish("room"), now=now)
    register(user=colleague, workshop=hybrid, wish=Wish("online"), now=now)
    return hybrid


def test_without_drift_nothing_is_reported(half_sold):
    assert recount(repair=True) == []


@pytest.mark.parametrize(("kind", "held"), [("total", 2), ("room", 1), ("online", 1)])
def test_drift_of_a_pool_is_found_and_repaired(half_sold, kind, held):
    pools = SeatPool.objects.filter(workshop=half_sold, kind=kind)
    pools.update(taken=F("taken") - 1)

    assert len(recount(repair=False)) == 1
    assert recount(repair=True) == [f"pool {pools.get().pk}: {held}"]
    assert pools.get().taken == held


def test_a_pool_that_goes_meanwhile_is_counted_no_more(half_sold, monkeypatch):
    """The host makes a hybrid workshop one in a room alone while it is counted."""
    plain = recounting.held_seats

    def count(pool):
        SeatPool.objects.exclude(kind="total").delete()
        return plain(pool)

    monkeypatch.setattr(recounting, "held_seats", count)

    assert recount(repair=True) == []


def test_how_many_want_a_topic_is_counted_too(employee, now):
    text = TopicText("Merawat arsip surat masuk", "", [area()])
    topic = request_topic(asker=employee, text=text, now=now)
    TopicRequest.objects.update(votes=99)

    assert recount(repair=False) == recount(repair=True) == [f"topic {topic.pk}: 1"]

    assert TopicRequest.objects.get().votes == 1
