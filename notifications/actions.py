"""Verbs of a reader: seeing Kabar, opening what it names, marking all read."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Model

from notifications import live
from notifications.kinds import type_of
from notifications.models import Bell, LiveEvent, Notification, Preference

KABAR_DAYS = 90
EVENT_HOURS = 24


def see_kabar(*, user: Any) -> None:
    """The bell is empty once Kabar was opened."""
    behind = Bell.objects.filter(user=user).exclude(seen_seq=F("last_seq"))
    if behind.update(seen_seq=F("last_seq")):
        tell_other_tabs(user)


def read_about(*, user: Any, about: Model, now: datetime) -> int:
    """Opening the thing marks what was told about it as read, from wherever it is opened."""
    unread = Notification.objects.of(user).unread()
    count = unread.filter(about_type=type_of(about), about_id=about.pk).update(read_at=now)
    if count:
        tell_other_tabs(user)
    return count


def read_all(*, user: Any, now: datetime) -> int:
    count = Notification.objects.of(user).unread().update(read_at=now)
    see_kabar(user=user)
    return count


def tell_other_tabs(user: Any) -> None:
    live.deliver([{"type": "live.recount", "users": [user.pk]}])


def prefer(*, user: Any, channel: str, cadence: str, kind: str = "") -> Preference:
    """How this person wants to hear of a kind, or of everything."""
    preference, _is_new = Preference.objects.update_or_create(
        user=user, kind=kind, channel=channel, defaults={"cadence": cadence}
    )
    return preference


def forget_old_news(*, now: datetime) -> int:
    """Notifications are kept 90 days, live events one day."""
    old = Notification.objects.filter(created_at__lt=now - timedelta(days=KABAR_DAYS))
    events = LiveEvent.objects.filter(at__lt=now - timedelta(hours=EVENT_HOURS))
    return old.delete()[0] + events.delete()[0]
