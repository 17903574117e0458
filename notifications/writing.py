"""The rows of telling: numbered events, and one notification per recipient in few statements."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import F, OuterRef, QuerySet, Subquery

from notifications.choosing import WANTS, usual
from notifications.kinds import kinds
from notifications.models import (
    Bell,
    Channel,
    Delivery,
    LiveEvent,
    LiveTopic,
    Notification,
    State,
)

PUSH_AFTER = timedelta(seconds=10)  # whoever reads it here meanwhile is not pushed to
MAIL_AFTER = timedelta(minutes=10)  # nor written to (discussions.md 2.4)

RING = "UPDATE notifications_bell SET last_seq = last_seq + 1 WHERE user_id IN ({people})"

READ = """
UPDATE notifications_notification SET read_at = {moment}
WHERE recipient_id IN ({people}) AND kind = %s AND about_type_id = %s AND about_id = %s
  AND read_at IS NULL
"""

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

# One for each channel on which the recipient wants this kind at once, and none where the unread
# row was sent there before.
DELIVER = f"""
INSERT INTO notifications_delivery
    (notification_id, channel, state, attempts, next_try_at, lease, failure)
SELECT n.id, c.channel, 'waiting', 0, c.due, '', ''
FROM notifications_notification n
CROSS JOIN (SELECT 'push' AS channel, %s AS usual, {{moment}} AS due
            UNION ALL SELECT 'mail', %s, {{moment}}) c
WHERE n.recipient_id IN ({{people}}) AND n.kind = %s
  AND n.about_type_id = %s AND n.about_id = %s AND n.read_at IS NULL
  AND (c.channel <> 'push' OR EXISTS (
      SELECT 1 FROM notifications_pushsubscription s WHERE s.user_id = n.recipient_id))
  AND {WANTS}
  AND NOT EXISTS (SELECT 1 FROM notifications_delivery d
                  WHERE d.notification_id = n.id AND d.channel = c.channel)
"""  # noqa: S608  a constant


def write_events(happenings: Iterable[Any], *, now: datetime) -> list[dict]:
    """Numbers and stores the numbered ones; returns a message for each. Sorted by topic."""
    messages = []
    for one in happenings:
        message = {"type": "live.event", "topic": one.topic, "event": one.event, "facts": one.facts}
        if one.only is not None:
            message["only"] = list(one.only.values_list("pk", flat=True))
        if one.but is not None:
            message["but"] = one.but.pk
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
    """At most five statements, and one more for own ones, however many recipients there are.

    `row` holds kind, about_type, about_id, actor_id, first_new and reason. The caller holds the
    recipients' bells (lock_bells).
    """
    if not recipient_ids:
        return
    execute(RING, recipient_ids, [])
    had_unread = insert_missing(recipient_ids, row, now) < len(recipient_ids)
    if had_unread:
        raise_count(recipient_ids, row, now)
    insert_deliveries(recipient_ids, row, now)
    if had_unread and kinds[row["kind"]].is_letter:
        send_anew(recipient_ids, row, now)
    if kinds[row["kind"]].is_own:
        moment = connection.ops.adapt_datetimefield_value(now)
        execute(READ, recipient_ids, [moment, row["kind"], row["about_type"], row["about_id"]])


def unread_of(recipient_ids: list[int], row: dict) -> QuerySet[Notification]:
    same = {"kind": row["kind"], "about_type": row["about_type"], "about_id": row["about_id"]}
    return Notification.objects.unread().filter(recipient__in=recipient_ids, **same)


def raise_count(recipient_ids: list[int], row: dict, now: datetime) -> None:
    """Of those who had an unread row before: a row written just now has the bell's number."""
    bell = Bell.objects.filter(user=OuterRef("recipient")).values("last_seq")
    rows = unread_of(recipient_ids, row)
    rows.exclude(seq=Subquery(bell)).update(
        count=F("count") + 1, seq=Subquery(bell), actor_id=row["actor_id"], created_at=now
    )


def lock_bells(recipient_ids: list[int]) -> None:
    """All bells a transaction rings, once and by id: two transactions cannot deadlock on them."""
    if not recipient_ids:
        return
    bells = Bell.objects.select_for_update().filter(user__in=recipient_ids).order_by("user")
    locked = bells.values_list("user")
    if len(locked) < len(recipient_ids):
        Bell.objects.bulk_create([Bell(user_id=pk) for pk in recipient_ids], ignore_conflicts=True)
        list(locked.all())


def insert_missing(recipient_ids: list[int], row: dict, now: datetime) -> int:
    """How many had no unread row of this kind and thing."""
    about = (row["kind"], row["about_type"], row["about_id"])
    moment = connection.ops.adapt_datetimefield_value(now)
    values = [*about, row["first_new"], row["actor_id"], row["reason"], moment, *about]
    return execute(INSERT, recipient_ids, values)


def insert_deliveries(recipient_ids: list[int], row: dict, now: datetime) -> None:
    """What leaves the house by push or mail, unless it is read here before."""
    kind = kinds[row["kind"]]
    values: list[Any] = []
    for channel, after in ((Channel.PUSH, PUSH_AFTER), (Channel.MAIL, MAIL_AFTER)):
        due = now if kind.is_urgent else now + after
        values += [usual(kind, channel), connection.ops.adapt_datetimefield_value(due)]
    execute(DELIVER, recipient_ids, [*values, kind.key, row["about_type"], row["about_id"]])


def send_anew(recipient_ids: list[int], row: dict, now: datetime) -> None:
    """The mail of an unread letter went out, or is being sent, without what happened now."""
    told = unread_of(recipient_ids, row)
    due = now if kinds[row["kind"]].is_urgent else now + MAIL_AFTER
    Delivery.objects.filter(notification__in=told, channel=Channel.MAIL).update(
        state=State.WAITING,
        attempts=0,
        next_try_at=due,
        lease="",
        leased_until=None,
        settled_at=None,
        failure="",
    )


def execute(statement: str, recipient_ids: list[int], values: list) -> int:
    """The number of rows that it wrote."""
    is_postgresql = connection.vendor == "postgresql"
    filled = statement.format(
        people=",".join(str(int(pk)) for pk in recipient_ids),
        moment="CAST(%s AS timestamptz)" if is_postgresql else "%s",
    )
    with connection.cursor() as cursor:
        cursor.execute(filled, values)
        return cursor.rowcount
