"""The sweep over seats: what ran out or was left behind goes to those who wait."""

import logging
from datetime import datetime

from notifications.telling import telling
from workshops import live, notices
from workshops.actions import pools
from workshops.actions.assigning import renew_letters
from workshops.actions.moving import move
from workshops.actions.waiting import settle_line
from workshops.models import HeldSeats, Registration, Workshop

logger = logging.getLogger(__name__)


def mind_seats(*, now: datetime) -> None:
    """Every few minutes: offers that ran out end, and free seats go to those who wait.

    So do the seats of those whose account was closed.
    """
    waiting = Registration.objects.waiting().still_ahead(now)
    restless = waiting | Registration.objects.overdue(now)
    ids = set(restless.values_list("workshop_id", flat=True))
    ids |= set(HeldSeats.objects.overdue(now).values_list("workshop_id", flat=True))
    ids |= set(Registration.objects.left_behind(now).values_list("workshop_id", flat=True))
    for pk in sorted(ids):
        try:
            mind_workshop(pk, now)
        except Exception:  # one workshop must not stop the others
            logger.exception("The seats of workshop %s were not minded", pk)


def mind_workshop(pk: int, now: datetime) -> None:
    with telling(now=now):
        workshop = Workshop.objects.get(pk=pk)
        before = pools.lock(workshop).taken
        has_left = give_back_left(workshop, now)
        settle_line(workshop, now)
        if has_left:
            renew_letters(workshop, now=now)
        if has_left or pools.total(workshop).get().taken != before:
            live.seats_changed(workshop)


def give_back_left(workshop: Workshop, now: datetime) -> bool:
    """Whether somebody has left. Nobody reads it under a closed account; the host hears."""
    left = list(workshop.registrations.left_behind(now).select_related("user").order_by("pk"))
    for registration in left:
        registration.workshop, was_seated = workshop, registration.is_confirmed
        why = Registration.Hindrance.ACCOUNT
        move(registration, Registration.State.CANCELLED_SELF, now=now, reason=why)
        if was_seated:
            notices.participant_left(registration)
    return bool(left)
