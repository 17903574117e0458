"""Live beside the bare switchboard: fan-out, memory, announcing, and coming back after a kill.

With REDIS_URL two server processes share the sockets, and two bare ones beside them. `--quick` is
the smoke size, `--json` prints one object; a missed target exits 1. Targets: performance.md, 2.
"""

import argparse
import asyncio
import http.client
import json
import statistics
import sys
import time
from urllib.parse import urlencode

from bench.audience import Everyone, Reader, bell_of, happening, open_all, rings
from bench.serving import Server, csrf, measure, session_cookie, set_up

TABS = 4  # of each person, who then has one left for the bell (reliability.md R34)
TURNS = 6
BELLS = 20
WELCOMED = "2026-01-01T00:00Z"
FORM = "application/x-www-form-urlencoded"


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true")
    arguments.add_argument("--json", action="store_true")
    arguments.add_argument("--sockets", type=int, default=2000)
    options = arguments.parse_args()
    figures = run(sockets=40 if options.quick else options.sockets, quick=options.quick)
    if options.json:
        print(json.dumps(figures))
    else:
        show(figures)
    return 0 if options.quick or all(row["met"] for row in figures.values()) else 1


def run(*, sockets: int, quick: bool) -> dict[str, dict]:
    set_up()
    from django.conf import settings

    from bench.corpus import Corpus

    Corpus(200 if quick else 5000).write()
    people = write_readers(sockets // TABS, everyone=300 if quick else 10_000)
    cookies = [session_cookie(one) for one in people for _tab in range(TABS)]
    command = ["forum_project.serve"]
    ours = [Server(command, "/sehat/", FORUM_EMBEDDED_WORKER="1")]
    ours += [Server(command, "/sehat/")] if settings.REDIS_URL else []
    bare = ["daphne", "-b", "127.0.0.1", "-p", "{port}", "-v", "0"]
    reference = [Server([*bare, "bench.reference.live:application"], "/") for _one in ours]
    try:
        return asyncio.run(compare(ours, reference, cookies, TURNS))
    finally:
        for server in [*ours, *reference]:
            server.stop()


def write_readers(count: int, *, everyone: int) -> list:
    """People with open pages, among `everyone` who hears an announcement."""
    from accounts.models import Unit, User
    from bench.corpus import public_id

    unit, known = Unit.objects.order_by("pk").first(), User.objects.count()
    User.objects.bulk_create(
        (
            User(
                public_id=f"{public_id(no, 5)}y",  # drawn ones may meet within one batch
                email=f"live{no}@contoh.id",
                name=f"Pembaca {no}",
                unit=unit,
                password="!",
                welcomed_at=WELCOMED,
            )
            for no in range(known, everyone)
        ),
        batch_size=2000,
    )
    # Whoever announces, in an earlier run too, is not told of it.
    return list(User.objects.filter(is_superuser=False).order_by("pk")[:count])


async def compare(
    ours: list[Server], reference: list[Server], cookies: list[str], turns: int
) -> dict[str, dict]:
    topic, answers = await asyncio.to_thread(forms_of_answers)
    before = memory(ours), memory(reference)
    pages = await open_all([one.port for one in ours], cookies, topic)
    plain = await open_all([one.port for one in reference], cookies, "thread:bare")
    grown = memory(ours) - before[0], memory(reference) - before[1]
    spread, bare_spread, last = [], [], []
    for _turn in range(turns):
        last = await happening(pages, lambda: post(ours[0].port, *next(answers)))
        spread.append(last[-1] - last[0])
        bare = await happening(plain, lambda: get(reference[0].port, "/say/"))
        bare_spread.append(bare[-1] - bare[0])
    for page in plain:
        page.task.cancel()
    medians = statistics.median(spread[1:]), statistics.median(bare_spread[1:])
    socket = grown[0] / len(pages) / 1024, grown[1] / len(plain) / 1024
    return {
        "first to last of all, ms": row(medians[0] * 1000, medians[1] * 1000, at_most=1.5),
        "p99 with the write, ms": row(last[len(last) * 99 // 100 - 1] * 1000, at_most=1000),
        "memory of a socket, KiB": row(*socket, at_most=1.3),
        **await announce(ours[0].port, pages),
        **await kill(ours[0], pages, lambda port: post(port, *next(answers))),
    }


def memory(servers: list[Server]) -> int:
    return sum(server.memory() for server in servers)


def row(value: float, reference: float | None = None, *, at_most: float) -> dict:
    """Met by the ratio to the reference, or by the value where there is none."""
    compared = value if reference is None else value / reference
    return {
        "value": round(value, 1),
        "reference": reference and round(reference, 1),
        "ratio": reference and round(compared, 2),
        "target": at_most,
        "met": compared <= at_most,
    }


def forms_of_answers():
    """The topic of a question, and forms that answer it, each as another person."""
    from accounts.models import User
    from discussions.models import Thread

    thread = Thread.objects.filter(closed_at=None).order_by("-created_at").first()
    writers = list(User.objects.exclude(posts__thread=thread).order_by("-pk")[: TURNS + 2])

    def forms():
        for no, writer in enumerate(writers, 1):
            body = f"Buka menu Koreksi, lalu simpan; cara {no}."
            yield f"/tanya/{thread.public_id}/jawab/", session_cookie(writer), {"body": body}

    return f"thread:{thread.public_id}", forms()


def post(port: int, path: str, cookie: str, form: dict[str, str]) -> float:
    """A form as a browser sends it; seconds until it is answered."""
    token = csrf()
    headers = {
        "Cookie": f"{cookie}; csrftoken={token}",
        "Content-Type": FORM,
        "Origin": f"http://127.0.0.1:{port}",
    }
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    started = time.monotonic()
    connection.request("POST", path, urlencode(form | {"csrfmiddlewaretoken": token}), headers)
    answer = connection.getresponse()
    answer.read()
    if answer.status != 302:
        raise SystemExit(f"{path} answered {answer.status}")
    return time.monotonic() - started


def get(port: int, path: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    connection.getresponse().read()


async def announce(port: int, pages: list[Reader]) -> dict[str, dict]:
    """To everyone: the leader's request, who is online, and the rows of all."""
    cookie, audience, count = await asyncio.to_thread(audience_of_all)
    some = pages[:: max(len(pages) // BELLS, TABS)]  # each of another person
    bells = [asyncio.create_task(rings(await bell_of(page))) for page in some]
    before, started = await asyncio.to_thread(count), time.monotonic()
    words = {"title": f"Laporan bulanan {time.time():.0f}", "body": "Mohon dibaca sampai selesai."}
    form = words | {"to": "semua"}
    asked = await asyncio.to_thread(post, port, "/pengumuman/baru/", cookie, form)
    heard = await asyncio.wait_for(asyncio.gather(*bells), 120)
    while await asyncio.to_thread(count) - before < audience - 1:
        await asyncio.sleep(0.1)
        if time.monotonic() - started > 120:
            raise SystemExit("the announcement never reached everyone")
    taken = time.monotonic() - started
    return {
        "leader's request, ms": row(asked * 1000, at_most=300),
        "online people know, ms": row((max(heard) - started - asked) * 1000, at_most=1000),
        f"rows of {audience} people, s": row(taken, at_most=10),
    }


def audience_of_all():
    """An admin's cookie, how many there are, and what counts the notices."""
    from accounts.models import User
    from notifications.models import Notification

    role = {"is_staff": True, "is_superuser": True, "password": "!", "welcomed_at": WELCOMED}
    email = "live-admin@contoh.id"
    admin, _is_new = User.objects.get_or_create(email=email, defaults={"name": "Admin", **role})
    told = Notification.objects.filter(kind="discussions.announced")
    return session_cookie(admin), User.objects.active().count(), told.count


async def kill(server: Server, pages: list[Reader], answer) -> dict[str, dict]:
    """The process dies, comes back, and one more thing happens while people come back."""
    lost = [page for page in pages if page.port == server.port]
    everyone = Everyone(len(lost))
    for page in lost:
        page.everyone = everyone
        page.came.clear()
    server.kill()
    await asyncio.to_thread(server.start)
    started = time.monotonic()
    await asyncio.to_thread(answer, server.port)
    looking = asyncio.create_task(asyncio.to_thread(look, server.port, pages[0].cookie))
    await everyone.wait(lambda all_: all_.told >= all_.count, 120)
    back = time.monotonic() - started
    wrong = [page for page in lost if len(page.came) != 1]
    return {
        "all caught up after a kill, s": row(back, at_most=30),
        "a page meanwhile, p95 ms": row((await looking).p95, at_most=2000),
        "told twice or never": row(len(wrong), at_most=0),
    }


def look(port: int, cookie: str):
    return measure(port, "/tanya/", cookie, clients=2, seconds=10)


def show(figures: dict[str, dict]) -> None:
    print(f"{'live':32}{'ours':>9}{'bare':>9}{'ratio':>7}{'target':>8}")
    for name, one in figures.items():
        bare, ratio = (one[key] if one[key] is not None else "–" for key in ("reference", "ratio"))
        missed = "" if one["met"] else "  missed"
        print(f"{name:32}{one['value']:>9}{bare:>9}{ratio:>7}{one['target']:>8}{missed}")


if __name__ == "__main__":
    sys.exit(main())
