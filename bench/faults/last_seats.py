"""F1: 50 seats, 1,000 people at two processes, 3,000 at one. 50 are sold, everybody is told.

On SQLite and on PostgreSQL, both with Redis (REDIS_URL, PG_URL). The control registers without
the guard and must oversell on PostgreSQL; if it does not, the test proves nothing.
"""

import asyncio
import collections
import os
import sys
import time
from datetime import timedelta

from bench.serving import Server, csrf, session_cookie, set_up

SEATS = 50
REDIS = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/7")
POSTGRESQL = os.environ.get("PG_URL", "postgres://root@127.0.0.1:5432/postgres")


async def press(port: int, path: str, cookie: str, **words: str) -> int:
    """One person's press on a button; returns the status, or 0 where the line was cut."""
    token = csrf()
    fields = {"csrfmiddlewaretoken": token, "key": token} | words
    body = "&".join(f"{name}={value}" for name, value in fields.items()).encode()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n"
        f"Cookie: {cookie}; csrftoken={token}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n".encode()
        + body
    )
    await writer.drain()
    try:
        answer = await reader.read()
    except ConnectionError:
        answer = b""
    writer.close()
    return int(answer.split(b" ", 2)[1]) if answer else 0


async def press_all(ports: list[int], path: str, cookies: list[str]) -> collections.Counter:
    calls = [press(ports[k % len(ports)], path, cookie) for k, cookie in enumerate(cookies)]
    return collections.Counter(await asyncio.gather(*calls))


def run(people: int, command: str, processes: int = 2) -> dict:
    """One storm; the checker reads the rows, not the answers."""
    from tests.factories import make_workshop

    from accounts.models import UnitLeadership, User
    from django.utils import timezone
    from workshops.models import SeatPool, Workshop

    host = User.objects.get(email="storm@contoh.id")
    UnitLeadership.objects.get_or_create(user=host, unit=host.unit, since=timezone.localdate())
    start = timezone.now() + timedelta(days=30 + Workshop.objects.count())  # nobody is elsewhere
    spans = [(start, start + timedelta(hours=3))]
    closes = {"spans": spans, "registration_closes_at": start}
    workshop = make_workshop(host, seats={"total": SEATS}, title="Kursi terakhir", **closes)
    members = list(User.objects.filter(email__startswith="storm-")[:people])
    cookies = [session_cookie(member) for member in members]
    servers = [Server([command], "/sehat/") for _process in range(processes)]
    started = time.monotonic()
    try:
        path = f"/lokakarya/{workshop.public_id}/daftar/"
        answers = asyncio.run(press_all([one.port for one in servers], path, cookies))
    finally:
        took = time.monotonic() - started
        for server in servers:
            server.stop()
    return {
        "sold": workshop.registrations.active().count(),
        "counted": SeatPool.objects.get(workshop=workshop).taken,
        "answers": dict(answers),
        "seconds": round(took, 1),
    }


def is_fair(found: dict, people: int) -> bool:
    """As many sold as there are; the others hear that it is full, or to come again (admission)."""
    answers = found["answers"]
    is_told = sum(answers.values()) == people and set(answers) <= {302, 409, 503}
    return is_told and [found["sold"], found["counted"], answers[302]] == [SEATS] * 3


def add_people(number: int) -> None:
    from accounts.models import Unit, User

    unit = Unit.objects.first()
    User.objects.get_or_create(
        email="storm@contoh.id", defaults={"name": "Tuan rumah", "unit": unit, "password": "!"}
    )
    missing = number - User.objects.filter(email__startswith="storm-").count()
    for k in range(max(missing, 0)):
        User.objects.create(
            email=f"storm-{number}-{k}@contoh.id", name=f"Pegawai {k}", unit=unit, password="!"
        )


def main() -> int:
    """Runs one engine per process, because Django's settings are read once."""
    storms = [(100, 2)] if "--quick" in sys.argv else [(1000, 2), (3000, 1)]
    set_up(REDIS_URL=REDIS)
    add_people(max(people for people, _processes in storms))
    from django.core.cache import cache
    from django.db import connection

    cache.clear()  # an earlier run counts against nobody
    failed = 0
    for people, processes in storms:
        found = run(people, "forum_project.serve", processes)
        print(f"{connection.vendor}, {people} people at {processes}:", found)
        failed += not is_fair(found, people)
    if connection.vendor == "postgresql":
        control = run(storms[0][0], "bench.faults.unguarded")
        print("control without the guard:", control)
        failed += control["sold"] <= SEATS
    return failed


if __name__ == "__main__":
    if "DATABASE_URL" in os.environ or "--one" in sys.argv:
        sys.exit(main())
    import subprocess

    again = [sys.executable, "-m", "bench.faults.last_seats", "--one", *sys.argv[1:]]
    codes = [
        subprocess.call(again),
        subprocess.call(again, env=os.environ | {"DATABASE_URL": POSTGRESQL}),
    ]
    sys.exit(max(codes))
