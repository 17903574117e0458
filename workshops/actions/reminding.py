"""Reminders. Nothing is planned ahead, so nothing that was planned can be wrong.

Each round asks which rules are due now for which sessions, and for whom no row says that they were
told of this start. Rows and news are one transaction: a round that dies has told nobody.
"""

import logging
from datetime import datetime, timedelta

from django.db.models import QuerySet

from notifications.telling import AT_ONCE, telling
from workshops import notices
from workshops.models import Registration, Reminder, ReminderRule, ReminderSend
from workshops.models.reminder import starting_within

logger = logging.getLogger(__name__)
LAST_CALL = timedelta(days=1)


def send_reminders(*, now: datetime) -> int:
    """How many people were reminded."""
    rules = list(ReminderRule.objects.active().order_by("minutes"))
    due = [
        Reminder(rule=rule, session=session, starts_at=session.starts_at)
        for rule in rules
        for session in rule.due_sessions(now)
    ]
    before_start = [rule for rule in rules if rule.anchor == rule.Anchor.START]
    due += late_reminders(before_start, now)
    return sum(remind_unless_broken(reminder, now) for reminder in due)


def remind_unless_broken(reminder: Reminder, now: datetime) -> int:
    try:
        return remind(reminder, now)
    except Exception:  # one reminder must not stop the others
        logger.exception("Nobody was reminded of session %s", reminder.session_id)
        return 0


def late_reminders(rules: list[ReminderRule], now: datetime) -> list[Reminder]:
    """For those who came when every reminder was out: "starts soon" instead of nothing.

    After the last rule of their workshop, and at most a day ahead; `rules` are in order of length.
    """
    found = []
    for rule in rules:
        sessions = starting_within(min(rule.span, LAST_CALL), now).filter(
            workshop__in=rule.workshops
        )
        for shorter in rules[: rules.index(rule)]:
            sessions = sessions.exclude(workshop__in=shorter.workshops)
        found += [Reminder(session=one, starts_at=one.starts_at) for one in sessions]
    return found


def remind(reminder: Reminder, now: datetime) -> int:
    people = untold(reminder).order_by("user_id")
    ids = list(people.values_list("user_id", flat=True))
    slices = [ids[first : first + AT_ONCE] for first in range(0, len(ids), AT_ONCE)]
    return sum(remind_slice(reminder, one, now) for one in slices)


def remind_slice(reminder: Reminder, ids: list[int], now: datetime) -> int:
    """Behind the reminder's lock: whom another worker told meanwhile is not told again."""
    with telling(now=now):
        row, _is_new = Reminder.objects.get_or_create(
            rule=reminder.rule, session=reminder.session, starts_at=reminder.starts_at
        )
        reminder = Reminder.objects.select_for_update(of=("self",)).get(pk=row.pk)
        found = untold(reminder).filter(user__in=ids).select_related("user")
        people = [one.user for one in found]
        ReminderSend.objects.bulk_create(
            ReminderSend(reminder=reminder, user=person, at=now) for person in people
        )
        notices.reminded(reminder, people)
        return len(people)


def untold(reminder: Reminder) -> QuerySet[Registration]:
    """Who has a seat and did not hear it; a rule is for those who had come when it was due."""
    session, rule = reminder.session, reminder.rule
    seats = Registration.objects.confirmed().filter(
        workshop=session.workshop_id, user__is_active=True
    )
    told = ReminderSend.objects.filter(
        reminder__session=session, reminder__starts_at=reminder.starts_at
    )
    if rule is None:
        return seats.exclude(user__in=told.values("user"))
    in_time = seats.exclude(moved_at__gt=rule.due_at(session))
    if rule.anchor == rule.Anchor.END:
        in_time = in_time.exclude(attendance=Registration.Attendance.NO_SHOW)
    return in_time.exclude(user__in=told.filter(reminder__rule=rule).values("user"))
