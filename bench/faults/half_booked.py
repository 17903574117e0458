"""A worker that books the interested and is killed in its second slice, before that is kept.

FAULT=apart, the control, keeps whose turn was before it books, as who does not think of a death.
"""

import os
import signal

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forum_project.settings")
django.setup()

from django.utils import timezone

from notifications.telling import telling
from workshops.actions import booking
from workshops.models import Interest

book, turns = booking.book, []


def die_in_the_second(interest, now):
    turns.append(interest)
    if len(turns) == booking.SLICE + 2:
        os.kill(os.getpid(), signal.SIGKILL)
    book(interest, now)


def slice_apart(pk, now):
    left = Interest.objects.filter(workshop=pk).unbooked().in_order().select_related("user")
    turn = list(left[: booking.SLICE])
    Interest.objects.filter(pk__in=[one.pk for one in turn]).update(booked_at=now)
    with telling(now=now):
        for interest in turn:
            booking.book(interest, now)
    return bool(turn)


booking.book = die_in_the_second
if os.environ.get("FAULT") == "apart":
    booking.book_slice = slice_apart

if __name__ == "__main__":
    booking.book_interested(now=timezone.now())
