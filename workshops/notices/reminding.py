"""Reminders before the start, and what comes after the end."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from notifications.models import Notification
from notifications.telling import notify
from workshops.calendar import directions_of, reminder_parts
from workshops.models import Registration, Reminder, ReminderRule
from workshops.notices.base import kind


def visible_reminders(user: User, ids: Iterable[int]) -> dict[int, Reminder]:
    """Of sessions at which the person has a seat, while they are held when it was said."""
    mine = Registration.objects.confirmed().filter(user=user).values("workshop")
    rows = Reminder.objects.standing().filter(session__workshop__in=mine)
    return (
        rows.with_materials_for(user).select_related("session__workshop", "rule").in_bulk(list(ids))
    )


def start_of(row: Notification) -> datetime:
    return row.about.starts_at


SESSION_NEAR = kind(
    "session_near",
    _("Reminder before my workshop"),
    visible=visible_reminders,
    icon="clock",
    mails=True,
    details=directions_of,
    attach=reminder_parts,
    until=start_of,
)
WORKSHOP_OVER = kind(
    "workshop_over", _("After my workshop: materials"), visible=visible_reminders, icon="down"
)


def reminded(reminder: Reminder, people: Iterable[User]) -> None:
    rule, after = reminder.rule, ReminderRule.Anchor.END
    told = WORKSHOP_OVER if rule and rule.anchor == after else SESSION_NEAR
    notify(told, about=reminder, to=people, reason="registered")
