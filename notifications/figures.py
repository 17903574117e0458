"""How the sending fares: what waits, since when, what failed and why, and how many pages are open.

For the page of admins and for Prometheus; ids and counts only, never whom or what it is about.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _
from prometheus_client import CollectorRegistry, Gauge, generate_latest

from notifications.models import Broadcast, Channel, Delivery, Digest, Server, State

LATELY = timedelta(hours=1)
LABELS = {
    "push": _("Push"),
    "mail": _("Mail"),
    "digest": _("Digest"),
    "broadcast": _("Announcements to many"),
}


@dataclass(frozen=True)
class Queue:
    """One kind of work: counts, and how long the oldest that is due waits already."""

    name: str
    waiting: int
    late: timedelta
    parked: int
    sent: int  # within LATELY

    @property
    def label(self) -> Any:
        return LABELS[self.name]

    @property
    def minutes_late(self) -> int:
        return int(self.late.total_seconds() // 60)


def works() -> dict[str, QuerySet]:
    """Every kind of work by the name that people know it by."""
    return {
        "push": Delivery.objects.filter(channel=Channel.PUSH),
        "mail": Delivery.objects.filter(channel=Channel.MAIL),
        "digest": Digest.objects.all(),
        "broadcast": Broadcast.objects.all(),
    }


def queues(now: datetime) -> list[Queue]:
    found = []
    for name, rows in works().items():
        row = rows.aggregate(
            waiting=Count("pk", filter=Q(state=State.WAITING)),
            due=Min("next_try_at", filter=Q(state=State.WAITING)),
            parked=Count("pk", filter=Q(state=State.PARKED)),
            sent=Count("pk", filter=Q(state=State.SENT, settled_at__gt=now - LATELY)),
        )
        late = max(now - row.pop("due"), timedelta()) if row["due"] else timedelta()
        row.pop("due", None)
        found.append(Queue(name, late=late, **row))
    return found


def failures() -> list[tuple[str, str, int]]:
    """(queue, why, how many) of what is parked or was tried in vain; most first."""
    found = [
        (name, why, count)
        for name, rows in works().items()
        for why, count in rows.exclude(failure="")
        .exclude(state=State.SENT)
        .values_list("failure")
        .annotate(Count("pk"))
        .order_by()
    ]
    return sorted(found, key=lambda row: -row[2])


def servers(now: datetime) -> dict[str, int]:
    alive = Server.objects.alive(now)
    sums = alive.aggregate(
        processes=Count("pk"), sockets=Sum("sockets", default=0), replays=Sum("replays", default=0)
    )
    return dict(sums)


def exposition(now: datetime) -> bytes:
    """The text format of Prometheus."""
    registry = CollectorRegistry()

    def gauge(name: str, text: str, rows: Iterable[tuple], labels: tuple[str, ...] = ()) -> None:
        one = Gauge(f"sepakat_{name}", text, labels, registry=registry)
        for *of, value in rows:
            (one.labels(*of) if labels else one).set(value)

    found = queues(now)
    gauge("outbox_waiting", "Work to do", [(q.name, q.waiting) for q in found], ("queue",))
    late = [(q.name, q.late.total_seconds()) for q in found]
    gauge("outbox_late_seconds", "Since when the oldest is due", late, ("queue",))
    gauge("outbox_parked", "Given up", [(q.name, q.parked) for q in found], ("queue",))
    gauge("outbox_sent_last_hour", "Done lately", [(q.name, q.sent) for q in found], ("queue",))
    gauge("outbox_failures", "Tried in vain, by error", failures(), ("queue", "error"))
    for name, value in servers(now).items():
        gauge(f"live_{name}", f"Open pages: {name}", [(value,)])
    return generate_latest(registry)
