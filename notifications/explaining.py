"""Why a person did or did not hear of a thing, for `manage.py explain_notification`."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Model

from notifications.choosing import deaf_ids, wants
from notifications.kinds import Kind, kinds, type_of
from notifications.models import (
    Broadcast,
    Channel,
    Delivery,
    MailStanding,
    Notification,
    PushSubscription,
    State,
)

DROPPED = "not needed any more: seen here before it was due, hidden, or switched off meanwhile"


def explain(user: Any, about: Model) -> Iterator[str]:
    """One line for every kind that anybody was told of it, and one for every way out of it."""
    told = sorted(told_kinds(about))
    if not told:
        yield "Nobody was told anything of it in the last 90 days."
    for key in told:
        if key not in kinds:
            yield f"{key}: this kind is no more."
            continue
        row = Notification.objects.of(user).about(about).filter(kind=key).order_by("-seq").first()
        if row is None:
            yield f"{key}: not told, {why_not(user, kinds[key], about)}."
            continue
        yield f"{key}: told {row.count} × until {row.created_at:%Y-%m-%d %H:%M %Z}, {read(row)}."
        for channel in (Channel.PUSH, Channel.MAIL):
            yield f"  {channel}: {how(row, user, kinds[key], channel)}."


def told_kinds(about: Model) -> set[str]:
    rows = {"about_type": type_of(about), "about_id": about.pk}
    found = (model.objects.filter(**rows) for model in (Notification, Broadcast))
    return {key for keys in found for key in keys.values_list("kind", flat=True)}


def read(row: Notification) -> str:
    reason = f", because of: {row.reason}" if row.reason else ""
    return f"{'read' if row.read_at else 'unread'}{reason}"


def why_not(user: Any, kind: Kind, about: Model) -> str:
    """The first reason that holds now; it may have been another one then."""
    if not user.is_active:
        return "the account has ended"
    if about.pk not in kind.visible(user, [about.pk]):
        return "the person may not see it"
    if deaf_ids(kind, [user.pk]):
        return "the person switched this kind off"
    if Notification.objects.about(about).filter(kind=kind.key, actor=user).exists():
        return "the person did it"
    if not kind.audience(about).filter(pk=user.pk).exists():
        return "the person is not among those whom it is for"
    return "the person belongs to those whom it is for now, and did not when it was told"


def how(row: Notification, user: Any, kind: Kind, channel: str) -> str:
    sent = Delivery.objects.filter(notification=row, channel=channel).first()
    if sent is None:
        return "never planned" + ("" if wants(user, kind, channel) else ", switched off or unusual")
    if sent.state == State.SENT:
        return f"sent {sent.settled_at:%Y-%m-%d %H:%M %Z}"
    if sent.state == State.DROPPED:
        return DROPPED
    if sent.state == State.PARKED:
        return f"given up after {sent.attempts} tries: {sent.failure}"
    return f"waits until {sent.next_try_at:%Y-%m-%d %H:%M %Z}{obstacle(user, channel)}"


def obstacle(user: Any, channel: str) -> str:
    if channel == Channel.MAIL and MailStanding.objects.paused().filter(user=user).exists():
        return ", mail to this address is paused after refusals"
    if channel == Channel.PUSH and not PushSubscription.objects.filter(user=user).exists():
        return ", no browser of this person is subscribed"
    return ""
