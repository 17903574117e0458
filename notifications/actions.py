"""Verbs of a reader: seeing Kabar, opening what it names, marking all read."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Model, QuerySet

from notifications import live
from notifications.kinds import Kind, type_of
from notifications.models import Bell, LiveEvent, Notification, Preference

KABAR_DAYS = 90
EVENT_HOURS = 24


def see_kabar(*, user: Any, upto: int | None = None) -> None:
    """The bell is empty once Kabar was opened; what came after `upto` rings still."""
    seen = F("last_seq") if upto is None else upto
    if Bell.objects.filter(user=user, seen_seq__lt=seen).update(seen_seq=seen):
        tell_other_tabs(user)


def heard_upto(user: Any) -> int:
    """The last number of the bell as it came with the user, before the page's content was read.

    What is told while the page is drawn has a higher number and stays unread.
    """
    return user.bell.last_seq if hasattr(user, "bell") else 0


def read_about(*, user: Any, about: Model, now: datetime, upto: int | None = None) -> int:
    """Opening the thing marks what was told about it, until `upto`, as read."""
    unread = Notification.objects.of(user).unread()
    if upto is not None:
        unread = unread.filter(seq__lte=upto)
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


def take_back(*, kind: Kind, about: Model, recipients: QuerySet, now: datetime) -> None:
    """One happening less of what these people have not read; with none left it counts as read."""
    rows = Notification.objects.unread().filter(
        kind=kind.key, about_type=type_of(about), about_id=about.pk, recipient__in=recipients
    )
    rows.filter(count=1).update(read_at=now)
    rows.filter(count__gt=1).update(count=F("count") - 1)
