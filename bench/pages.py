"""Pages per second beside bare Django on the same rows and the same server, rounds interleaved.

`--quick` is the smoke size, `--json` prints one object; a missed target exits 1. `--corpus 50000`
writes ten times the questions into an empty database: compare its p95 with that of the usual size.
"""

import argparse
import json
import statistics
import sys

from bench.serving import Server, measure, session_cookie, set_up

TARGET = 0.6  # of the reference, in the same run (performance.md 2)
CLIENTS = 16
# Beside the reference's plain list, which filters nothing: the harder comparison.
LISTS = {
    "needs an answer": "urut=perlu",
    "lively now": "urut=hangat",
    "I asked": "status=saya-tanya",
}


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true")
    arguments.add_argument("--json", action="store_true")
    arguments.add_argument("--times", type=int, default=5, help="rounds of each page")
    arguments.add_argument("--corpus", type=int, default=0, help="questions, 5000 unless told")
    options = arguments.parse_args()
    figures = run(quick=options.quick, times=options.times, questions=options.corpus)
    if options.json:
        print(json.dumps(figures))
    else:
        show(figures)
    return 0 if options.quick or all(row["met"] for row in figures.values()) else 1


def run(*, quick: bool, times: int, questions: int = 0) -> dict[str, dict]:
    set_up()
    from django.db import connection

    from accounts.models import User
    from bench.corpus import Corpus

    Corpus(questions or (200 if quick else 5000)).write()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as autovacuum does after a while
    cookie = session_cookie(User.objects.order_by("pk").last())
    bare = ["daphne", "-b", "127.0.0.1", "-p", "{port}", "-v", "0"]
    ours = Server(["forum_project.serve"], "/sehat/")
    reference = Server([*bare, "bench.reference.asgi:application"], "/tanya/")
    paths = pairs_of_paths()
    rounds, seconds = (1, 0.5) if quick else (times, 4)
    try:
        return {
            name: compare(ours.port, reference.port, *pair, cookie, rounds, seconds)
            for name, pair in paths.items()
        }
    finally:
        ours.stop()
        reference.stop()


def pairs_of_paths() -> dict[str, tuple[str, str]]:
    """By name: our page, and the plain one that draws the same rows."""
    from competencies.models import Area
    from discussions.models import Thread

    thread = Thread.objects.order_by("-created_at").first()
    long = Thread.objects.order_by("-answer_count").first()
    last = long.posts.order_by("-no").first()
    area = Area.objects.filter(threadarea_items__isnull=False).order_by("pk").first()
    plain = f"/tanya/{long.public_id}/"
    return {
        "question list": ("/tanya/", "/tanya/"),
        "question page": (thread.get_absolute_url(), f"/tanya/{thread.public_id}/"),
        "300 answers": (long.get_absolute_url(), plain),
        "one of 300": (f"{long.get_absolute_url()}?ke={last.anchor}", plain),
        "area": (area.get_absolute_url(), f"/bidang/{area.slug}/"),
        **{name: (f"/tanya/?{query}", "/tanya/") for name, query in LISTS.items()},
    }


def compare(
    port: int, bare: int, path: str, plain: str, cookie: str, rounds: int, seconds: float
) -> dict:
    pairs = []
    for _round in range(rounds + 1):  # the first warms both up
        one = measure(port, path, cookie, clients=CLIENTS, seconds=seconds)
        other = measure(bare, plain, cookie, clients=CLIENTS, seconds=seconds)
        pairs.append((one, other))
    ours = statistics.median(one.per_second for one, _other in pairs[1:])
    reference = statistics.median(other.per_second for _one, other in pairs[1:])
    ratio = ours / reference
    return {
        "value": round(ours, 1),
        "reference": round(reference, 1),
        "ratio": round(ratio, 2),
        "target": TARGET,
        "met": ratio >= TARGET,
        "p95_ms": round(pairs[-1][0].p95, 1),
    }


def show(figures: dict[str, dict]) -> None:
    print(f"{'page':16}{'ours/s':>9}{'bare/s':>9}{'ratio':>7}{'target':>8}{'p95 ms':>8}")
    for name, row in figures.items():
        print(
            f"{name:16}{row['value']:9}{row['reference']:9}{row['ratio']:7}{row['target']:8}"
            f"{row['p95_ms']:8}{'' if row['met'] else '  below target'}"
        )


if __name__ == "__main__":
    sys.exit(main())
