"""The rows of telling: numbered events, and one notification per recipient in few statements."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.models import F, OuterRef, Subquery
from django_tasks import task

from foundation.sealing import unseal
from notifications import live
from notifications.kinds import kinds, type_of
from notifications.models import Bell, LiveEvent, LiveTopic, Notification

SLICE = 1000  # recipients per round of statements

# Whoever has no unread row of this kind and thing gets one; `seq` was just raised in the bell.
INSERT = """
INSERT INTO notifications_notification
    (recipient_id, seq, kind, about_type_id, about_id, first_new, actor_id, count, reason,
     created_at)
SELECT bell.user_id, bell.last_seq, %s, %s, %s, %s, CAST(%s AS bigint), 1, %s, {moment}
FROM notifications_bell bell
WHERE bell.user_id IN ({people}) AND NOT EXISTS (
    SELECT 1 FROM notifications_notification told
    WHERE told.recipient_id = bell.user_id AND told.kind = %s
      AND told.about_type_id = %s AND told.about_id = %s AND told.read_at IS NULL)
"""


def write_events(happenings: Iterable[Any], *, now: datetime) -> list[dict]:
    """Numbers and stores the numbered ones; returns a message for each. Sorted by topic."""
    messages = []
    for one in happenings:
        message = {"type": "live.event", "topic": one.topic, "event": one.event, "facts": one.facts}
        if one.is_numbered:
            message["no"] = next_number(one.topic)
            LiveEvent.objects.create(
                topic_id=one.topic, no=message["no"], event=one.event, facts=one.facts, at=now
            )
        messages.append(message)
    return messages


def next_number(topic: str) -> int:
    """Locks the topic's counter until the transaction ends."""
    rows = LiveTopic.objects.filter(pk=topic)
    if not rows.update(last_no=F("last_no") + 1):
        LiveTopic.objects.bulk_create([LiveTopic(key=topic)], ignore_conflicts=True)
        rows.update(last_no=F("last_no") + 1)
    return rows.values_list("last_no", flat=True).get()


def write_notifications(*, recipient_ids: list[int], now: datetime, **row: Any) -> None:
    """Four statements for up to SLICE recipients, however many there are.

    `row` holds kind, about_type, about_id, actor_id, first_new and reason. The caller holds the
    recipients' bells (lock_bells).
    """
    if not recipient_ids:
        return
    bells = Bell.objects.filter(user__in=recipient_ids)
    bells.update(last_seq=F("last_seq") + 1)
    same = {"kind": row["kind"], "about_type": row["about_type"], "about_id": row["about_id"]}
    newest = Subquery(Bell.objects.filter(user=OuterRef("recipient")).values("last_seq"))
    Notification.objects.unread().filter(recipient__in=recipient_ids, **same).update(
        count=F("count") + 1, seq=newest, actor_id=row["actor_id"], created_at=now
    )
    insert_missing(recipient_ids, row, now)


def lock_bells(recipient_ids: list[int]) -> None:
    """All bells a transaction rings, once and by id: two transactions cannot deadlock on them."""
    if not recipient_ids:
        return
    locked = Bell.objects.select_for_update().filter(user__in=recipient_ids).order_by("user")
    if len(locked) < len(recipient_ids):
        Bell.objects.bulk_create([Bell(user_id=pk) for pk in recipient_ids], ignore_conflicts=True)
        list(Bell.objects.select_for_update().filter(user__in=recipient_ids).order_by("user"))


def insert_missing(recipient_ids: list[int], row: dict, now: datetime) -> None:
    about = (row["kind"], row["about_type"], row["about_id"])
    moment = connection.ops.adapt_datetimefield_value(now)
    is_postgresql = connection.vendor == "postgresql"
    statement = INSERT.format(
        people=",".join(str(int(pk)) for pk in recipient_ids),
        moment="CAST(%s AS timestamptz)" if is_postgresql else "%s",
    )
    with connection.cursor() as cursor:
        cursor.execute(
            statement,
            [*about, row["first_new"], row["actor_id"], row["reason"], moment, *about],
        )


def enqueue(one: Any, *, now: datetime) -> None:
    """In the same transaction: without a commit the task never runs."""
    tell_many.enqueue(
        kind=one.kind.key,
        about=[one.about._meta.label_lower, one.about.pk],
        actor_id=one.written_actor,
        first_new=one.first_new,
        reason=one.reason,
        now=now.isoformat(),
    )


@task()
def tell_many(
    *, kind: str, about: list, actor_id: int | str | None, first_new: str, reason: str, now: str
) -> int:
    """Tells a kind's whole audience in slices, each its own transaction; returns how many.

    `actor_id` is sealed where the actor is named nowhere: admins read the rows of tasks.
    """
    noun = apps.get_model(about[0])._base_manager.filter(pk=about[1]).first()
    if noun is None:
        return 0
    doer, shown = (
        (int(unseal(actor_id)), None) if isinstance(actor_id, str) else (actor_id, actor_id)
    )
    audience = kinds[kind].audience(noun).exclude(pk=doer).order_by("pk")
    last, told = 0, 0
    while ids := list(audience.filter(pk__gt=last).values_list("pk", flat=True)[:SLICE]):
        with transaction.atomic():
            lock_bells(ids)
            write_notifications(
                kind=kind,
                about_type=type_of(noun).pk,
                about_id=noun.pk,
                actor_id=shown,
                first_new=first_new,
                reason=reason,
                recipient_ids=ids,
                now=datetime.fromisoformat(now),
            )
        live.deliver([{"type": "live.kabar", "between": [ids[0], ids[-1]]}])
        last, told = ids[-1], told + len(ids)
    return told
