"""Registering, cancelling, other capacities and new workshops mixed at random; the rows stay true.

200 people press for a minute at two processes while four hosts change capacities and announce.
On SQLite and on PostgreSQL, both with Redis (REDIS_URL, PG_URL); `--quick` is twenty people, one
host and one process for some seconds. The control counts seats by reading, then writing: on
PostgreSQL it must lose some; if it does not, the test proves nothing.
"""

import asyncio
import collections
import os
import random
import sys
import threading
import time
from datetime import timedelta

from bench.faults.last_seats import POSTGRESQL, REDIS, add_people, press
from bench.serving import VAR, Server, session_cookie, set_up

QUICK = "--quick" in sys.argv
SECONDS, CLIENTS, PEOPLE, HOSTS, PROCESSES = (5, 20, 60, 1, 1) if QUICK else (60, 200, 1000, 4, 2)
WORKSHOPS = 4  # at first; hosts announce more
LEAST, PATIENCE = 60, 90  # answers, and seconds more
OWN = VAR / "mixed"  # its rows are in no other bench's way
MOST_SEATS = 12 if QUICK else 60


class Storm:
    """What people and hosts do until the end, and what they were answered."""

    def __init__(self, host, cookies: list[str], ports: list[int]):
        self.host, self.cookies, self.ports = host, cookies, ports
        self.ends = time.monotonic() + SECONDS
        self.answers: collections.Counter = collections.Counter()
        self.workshops = [self.announce(publish=True) for _one in range(WORKSHOPS)]
        self.drafts: list = []

    @property
    def goes_on(self) -> bool:
        """For its time, and on a busy machine until enough has happened to prove something."""
        is_little = self.answers[302] < LEAST or self.answers["host"] < HOSTS
        return time.monotonic() < self.ends + (PATIENCE if is_little else 0)

    def announce(self, *, publish: bool):
        from django.utils import timezone

        from workshops.actions import announce_workshop

        return announce_workshop(
            host=self.host, plan=self.plan(), publish=publish, now=timezone.now()
        )

    def plan(self, workshop=None):
        """On a day of its own, so that people may come to all; with some number of seats."""
        from tests.factories import make_plan

        from django.utils import timezone

        if workshop is None:
            start = timezone.now() + timedelta(days=30, hours=3 * random.randrange(5000))
        else:
            start = workshop.sessions.get().starts_at
        return make_plan(
            self.host,
            title=workshop.title if workshop else f"Kursi campur {time.time()}",
            spans=[(start, start + timedelta(hours=2))],
            registration_closes_at=start,
            seats={"total": random.randint(1, MOST_SEATS)},
        )

    async def person(self) -> None:
        while self.goes_on:
            workshop = random.choice(self.workshops)
            verb = random.choice(["daftar", "daftar", "batal"])
            path = f"/lokakarya/{workshop.public_id}/{verb}/"
            words = {"waits": "1"} if random.random() < 0.7 else {}
            port, cookie = random.choice(self.ports), random.choice(self.cookies)
            try:
                self.answers[await press(port, path, cookie, **words)] += 1
            except OSError:
                self.answers[0] += 1

    async def people(self) -> None:
        await asyncio.gather(*(self.person() for _client in range(CLIENTS)))

    def act_as_host(self) -> None:
        from django.db import OperationalError, connections

        from foundation.refusals import Refusal

        while self.goes_on:
            try:
                random.choice([self.change_capacity, self.write_draft, self.publish])()
                self.answers["host"] += 1
            except (Refusal, OperationalError):  # fewer seats than taken; SQLite was busy
                self.answers["host refused"] += 1
            time.sleep(0.05)
        connections.close_all()

    def change_capacity(self) -> None:
        from django.utils import timezone

        from workshops.actions import edit_workshop
        from workshops.models import Workshop

        workshop = Workshop.objects.get(pk=random.choice(self.workshops).pk)
        plan = self.plan(workshop)
        edit_workshop(editor=self.host, workshop=workshop, plan=plan, now=timezone.now())

    def write_draft(self) -> None:
        if len(self.workshops) + len(self.drafts) < 5 * WORKSHOPS:
            self.drafts.append(self.announce(publish=False))

    def publish(self) -> None:
        from django.utils import timezone

        from workshops.actions import publish_workshop

        if self.drafts:
            draft = self.drafts.pop()
            self.workshops.append(draft)  # people press on it before it is announced, too
            publish_workshop(workshop=draft, now=timezone.now())


def broken(workshops) -> list[str]:
    """Invariants of workshops.md 2.3 that the rows do not keep."""
    from django.db.models import Count

    from workshops.actions.recounting import held_seats
    from workshops.models import SeatPool

    found = []
    for workshop in workshops:
        pool = SeatPool.objects.get(workshop=workshop, kind="total")
        seats, active = held_seats(pool), workshop.registrations.active()
        if seats != pool.taken:
            found.append(f"{workshop.pk}: {pool.taken} counted, {seats} taken")
        if seats > pool.capacity:
            found.append(f"{workshop.pk}: {seats} of {pool.capacity} seats")
        doubles = active.order_by().values("user").annotate(rows=Count("pk")).filter(rows__gt=1)
        if doubles.exists():
            found.append(f"{workshop.pk}: a person twice")
        minding = active.waiting().exclude(hindrance="overlap")  # of another storm
        if pool.left and minding.exists():
            found.append(f"{workshop.pk}: somebody waits beside a free seat")
        for one in workshop.registrations.prefetch_related("events"):
            steps = sorted(one.events.all(), key=lambda step: step.pk)
            befores, afters = [step.before for step in steps], [step.after for step in steps]
            # A reopened row begins anew from where it ended, so each step follows the last.
            if afters[-1:] != [one.state] or befores[1:] != afters[:-1]:
                found.append(f"{workshop.pk}: a step is not in the log")
    return found


def run(command: str) -> dict:
    from accounts.models import UnitLeadership, User
    from django.utils import timezone

    host = User.objects.get(email="storm@contoh.id")
    UnitLeadership.objects.get_or_create(user=host, unit=host.unit, since=timezone.localdate())
    members = User.objects.filter(email__startswith="storm-").order_by("pk")[:PEOPLE]
    cookies = [session_cookie(member) for member in members]
    servers = [Server([command], "/sehat/", FORUM_VAR=str(OWN)) for _process in range(PROCESSES)]
    try:
        storm = Storm(host, cookies, [one.port for one in servers])
        hosts = [threading.Thread(target=storm.act_as_host) for _host in range(HOSTS)]
        for one in hosts:
            one.start()
        asyncio.run(storm.people())
        for one in hosts:
            one.join()
    finally:
        for server in servers:
            server.stop()
    return {"answers": dict(storm.answers), "broken": broken(storm.workshops)}


def main() -> int:
    OWN.mkdir(parents=True, exist_ok=True)
    set_up(FORUM_VAR=str(OWN), **({} if QUICK else {"REDIS_URL": REDIS}))
    add_people(PEOPLE)
    from django.db import connection

    found = run("forum_project.serve")
    print(connection.vendor, found)
    answers = found["answers"]
    crashed = sum(times for status, times in answers.items() if status in {0, 500})
    happened = answers.get(302) and answers.get("host")
    failed = bool(found["broken"] or crashed or not happened)
    if connection.vendor == "postgresql":
        control = run("bench.faults.uncounted")
        print("control without the guard:", control)
        failed = failed or not control["broken"]
    return int(failed)


if __name__ == "__main__":
    if "DATABASE_URL" in os.environ or "--one" in sys.argv:
        sys.exit(main())
    import subprocess

    again = [sys.executable, "-m", "bench.faults.mixed_seats", "--one", *sys.argv[1:]]
    codes = [
        subprocess.call(again),
        subprocess.call(again, env=os.environ | {"DATABASE_URL": POSTGRESQL}),
    ]
    sys.exit(max(codes))
