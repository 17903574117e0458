"""A round of reminders that is killed in its second slice: rows written, nobody of it told yet.

FAULT=apart, the control, commits the rows before it tells, as who does not think of a death does.
"""

import os
import signal

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forum_project.settings")
django.setup()

from django.utils import timezone

from notifications.telling import telling
from workshops import notices
from workshops.actions import reminding
from workshops.models import Reminder, ReminderSend

reminded, slices = notices.reminded, []


def die_in_the_second(reminder, people):
    slices.append(people)
    if len(slices) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    reminded(reminder, people)


def remind_apart(reminder, ids, now):
    row, _is_new = Reminder.objects.get_or_create(
        rule=reminder.rule, session=reminder.session, starts_at=reminder.starts_at
    )
    people = [one.user for one in reminding.untold(row).filter(user__in=ids)]
    ReminderSend.objects.bulk_create(
        ReminderSend(reminder=row, user=person, at=now) for person in people
    )
    with telling(now=now):
        notices.reminded(row, people)
    return len(people)


notices.reminded = die_in_the_second
if os.environ.get("FAULT") == "apart":
    reminding.remind_slice = remind_apart

if __name__ == "__main__":
    reminding.send_reminders(now=timezone.now())
