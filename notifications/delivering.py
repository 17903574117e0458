"""The outbox worked off: each delivery is asked once more whether it is still wanted, then sent."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation

from notifications import mail, push
from notifications.choosing import quiet_until, wants
from notifications.digest import send_digest
from notifications.kinds import is_late, kinds, seen_by
from notifications.models import (
    Bell,
    Channel,
    Delivery,
    Digest,
    MailStanding,
    Notification,
    State,
)
from notifications.outbox import MOST, LostLease, PutOff, is_ours, work_off
from notifications.replay import fresh

Sender = Callable[[Notification, datetime], None]
senders: dict[str, Sender] = {Channel.MAIL: mail.send, Channel.PUSH: push.send}
MINUTE = timedelta(minutes=1)


def push_due(*, now: datetime) -> int:
    return work_off(due_by(Channel.PUSH), deliver, now=now)


def mail_due(*, now: datetime) -> int:
    """A loop of its own: a mail server that hangs keeps no phone silent."""
    sent = work_off(due_by(Channel.MAIL), deliver, now=now, most=room(now))
    digests = Digest.objects.select_related("user")
    return sent + work_off(digests, send_digest, now=now, most=room(now))


def due_by(channel: str) -> QuerySet:
    works = Delivery.objects.select_related("notification__recipient", "notification__actor")
    return works.filter(channel=channel)


def room(now: datetime) -> int:
    """How many mails may go this minute: a mail server takes only so much at once (R36)."""
    lately = {"state": State.SENT, "settled_at__gt": now - MINUTE, "settled_at__lte": now}
    sent = Delivery.objects.filter(channel=Channel.MAIL, **lately).count()
    sent += Digest.objects.filter(**lately).count()
    return max(min(settings.FORUM_MAIL_PER_MINUTE - sent, MOST), 0)


def deliver(delivery: Delivery, now: datetime) -> State:
    row = delivery.notification
    reader = fresh(row.recipient)
    if reader is None or not is_wanted(row, reader, delivery.channel) or is_late(row, now):
        return State.DROPPED
    until = None if row.declared.is_urgent else quiet_until(reader, now)
    if until:
        raise PutOff(until)
    if not is_ours(delivery):
        raise LostLease
    row.recipient = reader
    with translation.override(reader.language or settings.LANGUAGE_CODE):
        senders[delivery.channel](row, now)
    if delivery.channel == Channel.MAIL:
        Notification.objects.filter(pk=row.pk).update(emailed_at=now)
    return State.SENT


def is_over(row: Notification, reader: Any, channel: str) -> bool:
    """It was read or seen here; a letter that goes by mail is over when a newer one says it."""
    if kinds[row.kind].is_letter and channel == Channel.MAIL:
        same = Notification.objects.of(reader).filter(kind=row.kind, about_type=row.about_type_id)
        return same.filter(about_id=row.about_id, seq__gt=row.seq).exists()
    if row.read_at:
        return True
    return Bell.objects.filter(user=reader, seen_seq__gte=row.seq).exists()


def is_wanted(row: Notification, reader: Any, channel: str) -> bool:
    """Not read or seen here meanwhile, still visible to this reader, and not switched off."""
    if row.kind not in kinds or is_over(row, reader, channel):
        return False
    if channel == Channel.MAIL and MailStanding.objects.paused().filter(user=reader).exists():
        return False
    return wants(reader, kinds[row.kind], channel) and bool(seen_by(reader, [row]))
