"""Once the date is set the interested are booked: a slice at once, the rest by the worker."""

import logging
from datetime import datetime

from django.db import OperationalError
from django.utils import timezone
from django_tasks import task

from foundation.refusals import Refusal
from notifications.telling import telling
from workshops.actions import pools
from workshops.actions.registering import Wish, register
from workshops.models import Interest, SeatPool, Workshop

logger = logging.getLogger(__name__)
SLICE = 20  # of one transaction, which holds the workshop's lock


def begin_booking(workshop: Workshop, now: datetime) -> None:
    """Behind the lock; until all had their turn nobody else registers, so that the order holds."""
    workshop.booking_since = now
    workshop.save(update_fields=["booking_since"])
    if book_slice(workshop.pk, now):
        book_rest.enqueue(workshop.pk)
    workshop.refresh_from_db(fields=["booking_since"])


@task()
def book_rest(pk: int) -> None:
    while book_slice(pk, timezone.now()):
        pass


def book_interested(*, now: datetime) -> int:
    """Goes on where a worker died."""
    left = Workshop.objects.exclude(booking_since=None).order_by("pk")
    found = list(left.values_list("pk", flat=True))
    for pk in found:
        try:
            while book_slice(pk, now):
                pass
        except Exception:  # one workshop must not stop the others
            logger.exception("The interested of workshop %s were not booked", pk)
    return len(found)


def book_slice(pk: int, now: datetime) -> bool:
    """The next ones in the order of coming; whether there are more. Whose turn was is kept with it.

    Who finds no seat waits; who is elsewhere then, or may not register, is only told.
    """
    with telling(now=now):
        workshop = Workshop.objects.get(pk=pk)
        pools.lock(workshop)
        turns = workshop.interests.unbooked().in_order().select_related("user", "workshop")
        slice_of = list(turns[: SLICE + 1])
        for interest in slice_of[:SLICE]:
            book(interest, now)
        Interest.objects.filter(pk__in=[one.pk for one in slice_of[:SLICE]]).update(booked_at=now)
        if len(slice_of) <= SLICE:
            Workshop.objects.filter(pk=pk).update(booking_since=None)
        return len(slice_of) > SLICE


def free_place(workshop: Workshop) -> str:
    """Where it is hybrid: the room, and online once the room is full."""
    kinds = SeatPool.Kind
    free = {pool.kind for pool in workshop.pools.all() if pool.left}
    return kinds.ONLINE if kinds.ONLINE in free and kinds.ROOM not in free else kinds.ROOM


def book(interest: Interest, now: datetime) -> None:
    if not interest.user.is_active:
        return
    wish = Wish(free_place(interest.workshop), waits=True, was_interested=True)
    try:
        register(user=interest.user, workshop=interest.workshop, wish=wish, now=now)
    except Refusal:
        return  # they read the date, and choose themselves
    except OperationalError:
        raise  # the next round tries again
    except Exception:  # one person must not stop the others
        logger.exception("Interest %s was not booked", interest.pk)
