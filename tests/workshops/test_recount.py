"""Seats that are counted and seats that are held agree; drift is found and repaired."""

import pytest
from django.db.models import F

from workshops.actions import Wish, recount, register
from workshops.models import SeatPool


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
