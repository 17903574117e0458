"""Verbs of a reader: seeing Kabar, opening what it names, marking all read."""

import os
import socket
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Model, Q, QuerySet
from django.utils import timezone

from notifications import live
from notifications.choosing import AT_ONCE, NEVER, usual
from notifications.kinds import Kind, type_of
from notifications.models import (
    Bell,
    Broadcast,
    Channel,
    Digest,
    LiveEvent,
    MailStanding,
    Notification,
    Preference,
    PushSubscription,
    QuietHours,
    Server,
    State,
)

KABAR_DAYS = 90
EVENT_HOURS = 24
MOST_BROWSERS = 10  # of one person
OUTBOX_DAYS = 30  # deliveries go with their notification (R61)


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


def read_about(
    *,
    user: Any,
    about: Model,
    now: datetime,
    upto: int | None = None,
    elsewhere: Collection[str] = (),
    parts: Iterable[QuerySet] = (),
) -> int:
    """Opening the thing marks what was told about it, until `upto`, as read.

    With it, what was told about its `parts`. What is new at the anchors `elsewhere` was not shown.
    """
    news = Notification.objects.about(about)
    for part in parts:
        news |= Notification.objects.about_any(part)
    unread = news.of(user).unread().exclude(first_new__in=elsewhere)
    if upto is not None:
        unread = unread.filter(seq__lte=upto)
    count = unread.update(read_at=now)
    if count:
        tell_other_tabs(user)
    return count


def read_all(*, user: Any, now: datetime) -> int:
    count = Notification.objects.of(user).unread().update(read_at=now)
    see_kabar(user=user)
    return count


def note_here(*, user: Any, now: datetime) -> None:
    """A page is open: whoever looks in needs no summary. Written at most once an hour."""
    before, bell = now - timedelta(hours=1), getattr(user, "bell", None)
    if bell and bell.here_at and bell.here_at > before:
        return  # the row came with the person: a thousand who come back at once write nothing
    old = Q(here_at=None) | Q(here_at__lt=before)
    Bell.objects.filter(old, user=user).update(here_at=now)


def note_server(*, sockets: int, replays: int, now: datetime) -> None:
    """This process is there and holds so many open pages."""
    said = {"at": now, "sockets": sockets, "replays": replays}
    name = f"{socket.gethostname()}-{os.getpid()}"[:100]
    Server.objects.update_or_create(name=name, defaults=said)


def tell_other_tabs(user: Any) -> None:
    live.deliver([{"type": "live.recount", "users": [user.pk]}])


def prefer(*, user: Any, channel: str, cadence: str, kind: str = "") -> Preference:
    """How this person wants to hear of a kind, or of everything."""
    preference, _is_new = Preference.objects.update_or_create(
        user=user, kind=kind, channel=channel, defaults={"cadence": cadence}
    )
    return preference


@transaction.atomic
def choose_channels(*, user: Any, wanted: Mapping[tuple[Kind, str], bool]) -> None:
    """Keeps what differs from the usual, so that a later usual reaches whoever chose nothing."""
    Preference.objects.filter(user=user).exclude(kind="", channel=Channel.DIGEST).delete()
    Preference.objects.bulk_create(
        Preference(user=user, kind=kind.key, channel=channel, cadence=AT_ONCE if on else NEVER)
        for (kind, channel), on in wanted.items()
        if on != (usual(kind, channel) != NEVER)
    )


def choose_quiet_hours(*, user: Any, from_hour: int, until_hour: int) -> QuietHours:
    hours = {"from_hour": from_hour, "until_hour": until_hour}
    quiet, _is_new = QuietHours.objects.update_or_create(user=user, defaults=hours)
    return quiet


def trust_address(*, user: Any) -> None:
    """The owner says that mail arrives again: the refusals are forgotten."""
    MailStanding.objects.filter(user=user).delete()


def subscribe_push(
    *, user: Any, endpoint: str, keys: dict[str, str], shows_text: bool, now: datetime
) -> PushSubscription:
    """One browser is one person's: whoever signed in last on a shared phone is woken."""
    values = {"user": user, "keys": keys, "shows_text": shows_text}
    subscription, _is_new = PushSubscription.objects.update_or_create(
        endpoint=endpoint, defaults=values, create_defaults=values | {"created_at": now}
    )
    surplus = PushSubscription.objects.filter(user=user).order_by("-pk")[MOST_BROWSERS:]
    PushSubscription.objects.filter(pk__in=list(surplus.values_list("pk", flat=True))).delete()
    return subscription


def known_push(*, user: Any, endpoint: str) -> PushSubscription | None:
    """What wakes this browser for this reader; whoever had it before is woken here no more."""
    PushSubscription.objects.filter(endpoint=endpoint).exclude(user=user).delete()
    return PushSubscription.objects.filter(endpoint=endpoint).first()


def unsubscribe_push(*, user: Any, endpoint: str) -> None:
    PushSubscription.objects.filter(user=user, endpoint=endpoint).delete()


def end_push_of(*, device: str, but: Any = None) -> None:
    """The browser with this cookie is nobody's any more, unless it is the person's who signs in."""
    PushSubscription.objects.filter(device=device).exclude(user=but).delete()


def end_all_push(*, user: Any) -> None:
    PushSubscription.objects.filter(user=user).delete()


def forget_old_news(*, now: datetime) -> int:
    """Notifications are kept 90 days, live events one day, finished broadcasts 30."""
    old = Notification.objects.filter(created_at__lt=now - timedelta(days=KABAR_DAYS))
    events = LiveEvent.objects.filter(at__lt=now - timedelta(hours=EVENT_HOURS))
    done = Broadcast.objects.exclude(state=State.WAITING)
    done = done.filter(settled_at__lt=now - timedelta(days=OUTBOX_DAYS))
    digests = Digest.objects.filter(on__lt=timezone.localdate(now) - timedelta(days=KABAR_DAYS))
    gone = Server.objects.filter(at__lt=now - timedelta(hours=EVENT_HOURS))
    return sum(rows.delete()[0] for rows in (old, events, done, digests, gone))


def settle(*, kind: Kind, about: Model, now: datetime) -> None:
    """Nothing is left to do about it: whoever has not read it yet need not."""
    unread = Notification.objects.unread().filter(kind=kind.key, about_type=type_of(about))
    unread.filter(about_id=about.pk).update(read_at=now)


def take_back(*, kind: Kind, about: Model, recipients: QuerySet, now: datetime) -> None:
    """One happening less of what these people have not read; with none left it counts as read."""
    rows = Notification.objects.unread().filter(
        kind=kind.key, about_type=type_of(about), about_id=about.pk, recipient__in=recipients
    )
    rows.filter(count=1).update(read_at=now)
    rows.filter(count__gt=1).update(count=F("count") - 1)
