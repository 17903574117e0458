"""A smoke run of each bench, so that they never rot."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PAGES = {
    "question list",
    "question page",
    "300 answers",
    "one of 300",
    "area",
    "needs an answer",
    "lively now",
    "I asked",
}


CLEARED = ("REDIS_URL", "DJANGO_SETTINGS_MODULE")


def run(module):
    cleared = ("DATABASE_URL", *CLEARED)
    environment = {name: value for name, value in os.environ.items() if name not in cleared}
    environment["FORUM_DEMO"] = "0"
    result = subprocess.run(
        [sys.executable, "-m", module, "--quick", "--json"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.stdout, result.stderr[-3000:]
    return json.loads(result.stdout.splitlines()[-1])


@pytest.mark.parametrize(("bench", "more"), [("bench.pages", set()), ("bench.calls", {"search"})])
def test_every_page_is_measured_beside_its_reference(bench, more):
    figures = run(bench)

    assert set(figures) == PAGES | more
    assert all(row["value"] > 0 and row["reference"] > 0 for row in figures.values())


def test_registrations_are_counted_beside_plain_sql():
    figures = run("bench.seats")

    ours = figures["registrations a second, one workshop"]
    assert ours["value"] > 0
    assert ours["reference"] > 0
    assert figures["seats sold too many or too few"]["value"] == 0
    listed = figures["queries of the list of 150 participants"]
    assert listed["value"] == listed["reference"] <= 12


def test_live_happens_once_for_everybody_also_after_a_kill():
    figures = run("bench.live")

    compared = [row for row in figures.values() if row["reference"] is not None]
    assert len(figures) == 9
    assert [row["value"] > 0 for row in compared] == [True, True]
    assert figures["told twice or never"] == {
        "value": 0,
        "reference": None,
        "ratio": None,
        "target": 0,
        "met": True,
    }


def test_seats_stay_true_while_all_is_mixed():
    """The smoke size of bench/faults/mixed_seats.py, with its control on PostgreSQL."""
    environment = {name: value for name, value in os.environ.items() if name not in CLEARED}
    result = subprocess.run(
        [sys.executable, "-m", "bench.faults.mixed_seats", "--one", "--quick"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 0, result.stdout[-2000:] + result.stderr[-2000:]
