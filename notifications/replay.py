"""What someone missed on a topic: the same answer for the socket and for polling."""

from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone

from notifications.kinds import seen_by
from notifications.models import Bell, LiveEvent, LiveTopic, Notification
from notifications.topics import KABAR, may_watch

MOST = 200  # events of one answer; whoever missed more starts afresh
SHOWN = 10  # the bell says 9+ beyond


def missed(user: Any, key: str, after: int) -> list[dict]:
    """The protocol's objects: events after that number, or a reset, or a denial."""
    if key == KABAR:
        return missed_kabar(user, after)
    if not may_watch(user, key):
        return [{"denied": key}]
    return missed_events(key, after)


def missed_events(key: str, after: int) -> list[dict]:
    rows = list(LiveEvent.objects.filter(topic=key, no__gt=after).order_by("no")[: MOST + 1])
    if len(rows) > MOST or (rows and rows[0].no != after + 1):
        return [{"reset": key, "no": last_number(key)}]
    if not rows and last_number(key) != after:
        return [{"reset": key, "no": last_number(key)}]
    return [{"topic": key, "no": row.no, "event": row.event, "facts": row.facts} for row in rows]


def last_number(key: str) -> int:
    return LiveTopic.objects.filter(pk=key).values_list("last_no", flat=True).first() or 0


def missed_kabar(user: Any, after: int) -> list[dict]:
    """One event for what was told since; its number is the newest `seq`."""
    newest = Bell.objects.filter(user=user).values_list("last_seq", flat=True).first() or 0
    if newest == after:
        return []
    if newest < after:
        return [{"reset": KABAR, "no": newest}]
    rows = Notification.objects.of(user).after(after).newest_first()[:MOST]
    if not seen_by(user, rows):
        return [
            {
                "topic": KABAR,
                "no": newest,
                "event": "counted",
                "facts": {"unseen": unseen_count(user)},
            }
        ]
    facts = {"unseen": unseen_count(user)}
    return [{"topic": KABAR, "no": newest, "event": "told", "facts": facts}]


def fresh(user: Any) -> Any | None:
    """The user as the rows say now, or None when no longer active, or suspended."""
    active = get_user_model()._default_manager.filter(is_active=True)
    return active.exclude(suspended_until__gt=timezone.now()).filter(pk=user.pk).first()


def unseen_count(user: Any) -> int:
    """How many the bell shows, at most SHOWN; hidden things do not count."""
    return len(seen_by(user, Notification.objects.of(user).unseen().newest_first()[:SHOWN]))


def counters(keys: list[str], user_ids: list[int]) -> dict[str | int, int]:
    """The last numbers of topics by key and of bells by user id."""
    found: dict[str | int, int] = dict(
        LiveTopic.objects.filter(pk__in=keys).values_list("pk", "last_no")
    )
    found.update(Bell.objects.filter(user__in=user_ids).values_list("user_id", "last_seq"))
    return found
