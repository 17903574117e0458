"""Calls of Python functions and queries of each page, beside the bare one: load changes neither.

`--quick` is the smoke size, `--json` prints one object. What is cached is warm.
"""

import argparse
import json
import os
import subprocess
import sys
from cProfile import Profile

from bench.pages import pairs_of_paths
from bench.serving import ROOT, environment, session_cookie, set_up

OURS, BARE = "forum_project.settings", "bench.reference.settings"
REQUESTS = 5
# Here alone: whoever searches more than thirty times a minute is refused (foundation/limits.py).
SEARCH = "/cari/?q=anggaran+rekening"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true")
    arguments.add_argument("--json", action="store_true")
    arguments.add_argument("--count", nargs="+", help="a cookie and paths, in a process of its own")
    options = arguments.parse_args()
    if options.count:
        print(json.dumps(count(*options.count)))
        return
    figures = run(quick=options.quick)
    print(json.dumps(figures) if options.json else table(figures))


def run(*, quick: bool) -> dict[str, dict]:
    set_up()
    from accounts.models import User
    from bench.corpus import Corpus

    Corpus(200 if quick else 5000).write()
    cookie = session_cookie(User.objects.order_by("pk").last())
    pairs = pairs_of_paths() | {"search": (SEARCH, SEARCH)}
    ours, bare = (
        counted(settings, cookie, [pair[side] for pair in pairs.values()])
        for side, settings in enumerate((OURS, BARE))
    )
    return {
        name: {
            "value": ours[k][0],
            "reference": bare[k][0],
            "queries": ours[k][1],
            "reference queries": bare[k][1],
        }
        for k, name in enumerate(pairs)
    }


def counted(settings: str, cookie: str, paths: list[str]) -> list[list[int]]:
    """In a process of its own: one process has one set of settings."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.calls", "--count", cookie, *paths],
        cwd=ROOT,
        env=environment(DJANGO_SETTINGS_MODULE=settings),
        stdout=subprocess.PIPE,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def count(cookie: str, *paths: str) -> list[tuple[int, int]]:
    """For each path the calls of one request and its queries."""
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client(headers={"Cookie": cookie})
    found = []
    for path in paths:
        for _warm in range(3):
            client.get(path)
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        asked = len(queries)  # the next request empties the list
        with Profile() as profile:
            for _request in range(REQUESTS):
                client.get(path)
        calls = sum(entry.callcount for entry in profile.getstats())
        found.append((round(calls / REQUESTS), asked))
    return found


def table(figures: dict[str, dict]) -> str:
    lines = [f"{'page':16}{'calls':>9}{'bare':>9}{'queries':>9}{'bare':>9}"]
    for name, row in figures.items():
        lines.append(f"{name:16}" + "".join(f"{value:9}" for value in row.values()))
    return "\n".join(lines)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", OURS)
    main()
