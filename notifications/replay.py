"""What someone missed on a topic: the same answer for the socket and for polling."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.db.models import Count, QuerySet
from django.utils import timezone

from notifications.kinds import seen_by
from notifications.models import Bell, LiveEvent, LiveTopic, Notification
from notifications.topics import KABAR, may_watch

MOST = 200  # events of one answer; whoever missed more starts afresh
SHOWN = 10  # the bell says 9+ beyond


def missed(user: Any, key: str, after: int) -> list[dict]:
    """The protocol's objects: events after that number, or a reset, or a denial."""
    try:
        if key == KABAR:
            return missed_kabar(user, after)
        return missed_events(key, after) if may_watch(user, key) else [{"denied": key}]
    finally:
        user.forget_units()  # an open page keeps its user for hours


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


def told_in_slice(ids: Iterable[int]) -> dict[int, dict]:
    """By user id what an open page hears when thousands are told, by two statements.

    Unlike `unseen_count` the bell counts what a reader may not see any more, until the next page.
    """
    newest = dict(Bell.objects.filter(user__in=ids).values_list("user", "last_seq"))
    unseen = Notification.objects.filter(recipient__in=newest).unseen()
    counts = dict(unseen.values_list("recipient").annotate(Count("pk")).order_by())
    return {
        pk: {
            "topic": KABAR,
            "no": number,
            "event": "told",
            "facts": {"unseen": min(counts.get(pk, 0), SHOWN)},
        }
        for pk, number in newest.items()
    }


def staying(people: Iterable[tuple[Any, str]]) -> list[bool]:
    """Whether each (user as it signed in, key of the session) still may hear, by two queries.

    A new password ends every session, a sign-out deletes its row.
    """
    people = list(people)
    active = still_active().filter(pk__in={user.pk for user, _key in people})
    passwords = dict(active.values_list("pk", "password"))
    keys = {key for _user, key in people if key}
    signed_in = set(
        Session.objects.filter(session_key__in=keys).values_list("session_key", flat=True)
    )
    return [
        passwords.get(user.pk) == user.password and (not key or key in signed_in)
        for user, key in people
    ]


def standings(user_ids: set[int]) -> dict[int, tuple]:
    """What each person's permissions rest on: compared, never read."""
    return get_user_model()._default_manager.standings(user_ids)


def still_active() -> QuerySet:
    return get_user_model()._default_manager.able_to_sign_in(timezone.now())


def fresh(user: Any) -> Any | None:
    """The user as the rows say now, or None when no longer active, or suspended."""
    return still_active().filter(pk=user.pk).first()


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
