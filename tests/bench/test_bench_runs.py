"""A smoke run of each bench, so that they never rot."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def test_pages_print_ratios_beside_their_reference():
    cleared = ("DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE")
    environment = {name: value for name, value in os.environ.items() if name not in cleared}
    environment["FORUM_DEMO"] = "0"
    result = subprocess.run(
        [sys.executable, "-m", "bench.pages", "--quick", "--json"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    figures = json.loads(result.stdout.splitlines()[-1])
    assert set(figures) == {"question list", "question page"}
    assert all(row["value"] > 0 and row["reference"] > 0 for row in figures.values())
