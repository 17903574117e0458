"""A person gives up what they have: a seat, an offer, a request, a place in the line."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foundation.refusals import Refusal
from notifications.telling import telling
from workshops import live, notices
from workshops.actions import pools
from workshops.actions.assigning import renew_letters
from workshops.actions.moving import move
from workshops.actions.waiting import settle_line
from workshops.models import Registration, Workshop


class NotRegistered(Refusal):
    message = _("You are not registered for this workshop.")


class TooLateToCancel(Refusal):
    message = _("The time to give up a seat is over. If you cannot come, tell the host.")


class PlaceIsOther(Refusal):
    message = _("Your place has changed meanwhile, so nothing was given up. Look at it first.")


def cancel_registration(
    *, user: User, workshop: Workshop, shown: str = "", now: datetime
) -> Registration:
    """Gives the place back: a seat until the deadline, a place in the line or an offer always.

    `shown` is the state that the page showed: who leaves the line keeps a seat got meanwhile.
    """
    with telling(now=now):
        pools.lock(workshop)
        registration = workshop.registrations.active().filter(user=user).first()
        if registration is None:
            raise NotRegistered
        if shown and registration.state != shown:
            raise PlaceIsOther
        if registration.is_confirmed and now >= last_moment_to_cancel(workshop):
            raise TooLateToCancel
        registration.workshop, was_seated = workshop, registration.is_confirmed
        move(registration, Registration.State.CANCELLED_SELF, now=now, actor=user)
        if was_seated:
            notices.seat_returned(registration)
            notices.participant_left(registration)
        settle_line(workshop, now)
        renew_letters(workshop, now=now)
        live.seats_changed(workshop)
        return registration


def last_moment_to_cancel(workshop: Workshop) -> datetime:
    """Read anew: the host may have moved it since the page was drawn."""
    workshop.refresh_from_db(fields=["cancel_until"])
    return workshop.cancel_until or workshop.starts_at()
