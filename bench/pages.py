"""Pages per second beside bare Django on the same rows and the same server, rounds interleaved.

`--quick` is the smoke size, `--json` prints one object; a missed target exits 1.
"""

import argparse
import json
import statistics
import sys

from bench.serving import Server, measure, session_cookie, set_up

TARGET = 0.6  # of the reference, in the same run (performance.md 2)
CLIENTS = 16


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true")
    arguments.add_argument("--json", action="store_true")
    options = arguments.parse_args()
    figures = run(quick=options.quick)
    if options.json:
        print(json.dumps(figures))
    else:
        show(figures)
    return 0 if options.quick or all(row["met"] for row in figures.values()) else 1


def run(*, quick: bool) -> dict[str, dict]:
    set_up()
    from accounts.models import User
    from bench.corpus import Corpus
    from discussions.models import Thread

    Corpus(200 if quick else 5000).write()
    cookie = session_cookie(User.objects.order_by("pk").last())
    thread = Thread.objects.order_by("-created_at").first()
    bare = ["daphne", "-b", "127.0.0.1", "-p", "{port}", "-v", "0"]
    ours = Server(["forum_project.serve"], "/sehat/")
    reference = Server([*bare, "bench.reference.asgi:application"], "/tanya/")
    paths = {
        "question list": ("/tanya/", "/tanya/"),
        "question page": (thread.get_absolute_url(), f"/tanya/{thread.public_id}/"),
    }
    try:
        return {
            name: compare(ours.port, reference.port, *pair, cookie, quick)
            for name, pair in paths.items()
        }
    finally:
        ours.stop()
        reference.stop()


def compare(port: int, bare: int, path: str, plain: str, cookie: str, quick: bool) -> dict:
    rounds, seconds = (1, 0.5) if quick else (5, 4)
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
