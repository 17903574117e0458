"""Registrations of one hot workshop, beside the same statements sent as plain SQL.

And the list of 5,000 participants, which asks as often as that of fifty. `--quick` is the smoke
size, `--json` prints one object; a missed target exits 1. Targets are performance.md's, part 2.
"""

import argparse
import asyncio
import json
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from itertools import count

from asgiref.sync import ThreadSensitiveContext, sync_to_async

from bench.serving import VAR, set_up

SENTINEL = 987_650_001
TRIES = 20
MORE = 5  # who come when the last seat is gone
turn = count(1)


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true")
    arguments.add_argument("--json", action="store_true")
    arguments.add_argument("--clients", type=int, default=8)
    options = arguments.parse_args()
    own = VAR / "seats"  # its rows are in no other bench's way
    own.mkdir(parents=True, exist_ok=True)
    set_up(FORUM_VAR=str(own))
    rounds, people, listed = (1, 10, 150) if options.quick else (5, 200, 5000)
    figures = registering(rounds, people, options.clients) | listing(listed)
    if options.json:
        print(json.dumps(figures))
    else:
        show(figures)
    return 0 if options.quick or all(row["met"] for row in figures.values()) else 1


def registering(rounds: int, people: int, clients: int) -> dict[str, dict]:
    """Rounds of both kinds in turn, each at a new workshop with as many seats as people."""
    from django.utils import timezone

    from workshops.actions import register

    now, host = timezone.now(), new_people(1)[0]
    members, statements = new_people(people + MORE), recorded(host, now)
    ours, plain, oversold = [], [], 0
    for _round in range(rounds):
        workshop = hot_workshop(host, people, now)
        press = [partial(register, user=one, workshop=workshop, now=now) for one in members]
        ours.append(people / timed(press[:people], clients))
        timed(press[people:], clients)
        oversold += abs(workshop.registrations.seated().count() - people)
        plain.append(people / timed(sendings(statements, host, members[:people], now), clients))
    value, reference = statistics.median(ours), statistics.median(plain)
    return {
        "registrations a second, one workshop": row(value, reference, 0.4),
        "seats sold too many or too few": {
            **dict.fromkeys(("reference", "ratio")),
            "value": oversold,
            "target": 0,
            "met": oversold == 0,
        },
    }


def listing(people: int) -> dict[str, dict]:
    """Queries of the participant list with `people`, and with a little more than one page."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from workshops.views.participants import SHOWN

    now, host, asked = timezone.now(), new_people(1)[0], []
    host.is_staff = host.is_superuser = True
    host.save()
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(host, backend="accounts.backends.MemberBackend")
    for size in (SHOWN + 10, people):
        workshop = hot_workshop(host, size, now)
        fill(workshop, size, now)
        url = f"/lokakarya/{workshop.public_id}/kelola/peserta/"
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        asked.append(len(captured))
    few, many = asked
    found = {"value": many, "reference": few, "ratio": many / few, "target": 1}
    return {f"queries of the list of {people} participants": {**found, "met": many <= few}}


def recorded(host, now):
    """The statements of a registration, made once under numbers that are nowhere else."""
    from accounts.models import User
    from bench.reference.seats import Recording
    from workshops.actions import register
    from workshops.models import Registration

    person = User.objects.filter(pk=SENTINEL).first() or new_people(1, pk=SENTINEL)[0]
    workshop = hot_workshop(host, 5, now)
    marks = {SENTINEL: "user"}
    twin = renumbered(workshop)
    marks |= {twin.pk: "workshop", twin.pools.get().pk: "pool", twin.public_id: "slug"}
    recording = Recording(marks)
    with recording.running():
        made = register(user=person, workshop=twin, now=now)
    marks[Registration.objects.get(pk=made.pk).public_id] = "public_id"
    return recording.prepared()


def renumbered(workshop):
    """The workshop again, under numbers of its own."""
    from foundation.models import draw_id

    pool, session = workshop.pools.get(), workshop.sessions.get()
    number = SENTINEL + 10 * next(turn) + int(time.time()) % 1_000_000 * 100
    workshop.pk, workshop.public_id = number, draw_id(8)
    workshop.save(force_insert=True)
    for row_, own in ((pool, number + 1), (session, number + 2)):
        row_.pk, row_.workshop = own, workshop
    session.ics_uid = f"bench-{number}"
    pool.save(force_insert=True)
    session.save(force_insert=True)
    return workshop


def sendings(statements, host, members, now) -> list[Callable[[], object]]:
    from bench.reference.seats import send

    workshop = hot_workshop(host, len(members), now)
    facts = {
        "workshop": workshop.pk,
        "pool": workshop.pools.get().pk,
        "slug": workshop.public_id,
    }
    return [partial(send, statements, facts | {"user": one.pk}) for one in members]


def timed(calls: list[Callable[[], object]], clients: int) -> float:
    """Seconds until each client has made its part of the calls on a connection of its own."""
    parts = [calls[client::clients] for client in range(clients)]
    started = time.monotonic()
    asyncio.run(together(parts))
    return time.monotonic() - started


async def together(parts: list[list[Callable[[], object]]]) -> None:
    """As in a process of the site: threads, beside the one loop that sends their wake-ups."""
    await asyncio.gather(*(in_a_thread(part) for part in parts))


async def in_a_thread(calls: list[Callable[[], object]]) -> None:
    async with ThreadSensitiveContext():
        await sync_to_async(make_all)(calls)


def make_all(calls: list[Callable[[], object]]) -> None:
    from django.db import connections

    for call in calls:
        make(call)
    connections.close_all()


def make(call: Callable[[], object]) -> None:
    """Until it is done or refused: who has waited too long for the seat's row comes back."""
    from django.db import OperationalError

    from foundation.refusals import Refusal

    for _time in range(TRIES):
        try:
            call()
        except OperationalError:
            continue
        except Refusal:
            return
        else:
            return


def hot_workshop(host, seats: int, now):
    """In three weeks; nobody is told of it."""
    from datetime import timedelta

    from competencies.models import Area, LearningForm
    from workshops.actions import WorkshopPlan, announce_workshop
    from workshops.actions.scheduling import Span

    # Never at the time of another, nor of one of an earlier run on this database.
    start = now + timedelta(days=21 + int(time.time()) % 90_000 + next(turn))
    plan = WorkshopPlan(
        title=f"Lokakarya ramai {next(turn)}",
        description="Diukur.",
        areas=[Area.objects.order_by("pk")[0]],
        unit=host.unit,
        form=LearningForm.objects.order_by("pk")[0],
        mode="onsite",
        place="Aula",
        online_url="",
        spans=[Span(start, start + timedelta(hours=2))],
        seats={"total": seats},
        registration_closes_at=start,
        jp=1,
        jp_reason="",
        audience="units",
    )
    return announce_workshop(host=host, plan=plan, publish=True, now=now)


def new_people(number: int, **more) -> list:
    """Each has a bell, as whoever was told anything before."""
    from accounts.models import Unit, User
    from foundation.models import draw_id
    from notifications.models import Bell

    unit = Unit.objects.order_by("pk")[0]
    people = User.objects.bulk_create(
        User(
            public_id=public_id,
            email=f"kursi-{draw_id(12)}@contoh.id",
            name="Peserta",
            unit=unit,
            password="!",
            **more,
        )
        for public_id in apart(number)
    )
    Bell.objects.bulk_create(Bell(user=one) for one in people)
    return people


def apart(number: int) -> set[str]:
    """Public ids; drawn one by one, two of a batch may be the same."""
    from foundation.models import draw_id

    found: set[str] = set()
    while len(found) < number:
        found.add(draw_id(6))
    return found


def fill(workshop, people: int, now) -> None:
    """Registered rows at once; the list does not ask how they came."""
    from workshops.models import Registration

    Registration.objects.bulk_create(
        (
            Registration(
                public_id=public_id, workshop=workshop, user=one, joined_at=now, holds_seat=True
            )
            for one, public_id in zip(new_people(people), apart(people), strict=True)
        ),
        batch_size=500,
    )
    workshop.pools.update(taken=people)


def row(value: float, reference: float, target: float) -> dict:
    ratio = value / reference
    return {
        "value": round(value, 1),
        "reference": round(reference, 1),
        "ratio": round(ratio, 2),
        "target": target,
        "met": ratio >= target,
    }


def show(figures: dict[str, dict]) -> None:
    for name, one in figures.items():
        print(
            f"{name:45} {one['value']:>10} {one['reference'] or '':>10} {one['ratio'] or '':>6}"
            f"  wanted {one['target']}  {'met' if one['met'] else 'MISSED'}"
        )


if __name__ == "__main__":
    sys.exit(main())
