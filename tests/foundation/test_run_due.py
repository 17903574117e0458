"""The schedule: each slot runs once, in whichever process takes it first."""

from datetime import UTC, datetime, timedelta

import pytest

from foundation import scheduling
from foundation.scheduling import every, run_due

MORNING = datetime(2026, 11, 24, 7, 10, tzinfo=UTC)


@pytest.fixture
def runs(monkeypatch, db):
    """The moments at which an hourly line ran."""
    monkeypatch.setattr(scheduling, "lines", {})
    moments = []

    def take_stock(*, now):
        moments.append(now)

    every(timedelta(hours=1), take_stock)
    return moments


def test_a_slot_runs_once(runs):
    run_due(now=MORNING)
    run_due(now=MORNING + timedelta(minutes=49))

    assert runs == [MORNING]


def test_the_next_slot_runs_again(runs):
    run_due(now=MORNING)
    run_due(now=MORNING + timedelta(minutes=50))

    assert len(runs) == 2


def test_the_lines_that_ran_are_named(runs):
    assert [name.split(".")[-1] for name in run_due(now=MORNING)] == ["take_stock"]
    assert run_due(now=MORNING) == []
