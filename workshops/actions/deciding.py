"""Approving who takes part: the seat is kept meanwhile, or counted anew at the approval."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foundation.refusals import Refusal
from notifications.telling import telling
from workshops import live, notices
from workshops.actions import pools
from workshops.actions.moving import move
from workshops.actions.registering import after_those_who_wait
from workshops.actions.waiting import ask, decided_until, join_line, settle_line
from workshops.models import Registration, Workshop
from workshops.models.deciding import deciders_of


class AccountIsNotActive(Refusal):
    message = _("This person's account is not active, so no seat is given. You can decline.")


class RequestIsOver(Refusal):
    message = _("This request is no longer open: it was decided, taken back, or ran out.")


def approve_request(*, actor: User, registration: Registration, now: datetime) -> Registration:
    """A seat that was not kept is counted anew; without one the person waits, approved."""
    with telling(now=now):
        registration = locked_request(registration, now)
        if not registration.user.is_active:
            raise AccountIsNotActive
        return approve(registration, actor=actor, now=now)


def approve(registration: Registration, *, actor: User, now: datetime) -> Registration:
    registration.is_approved, registration.asks_host = True, False
    if registration.holds_seat or takes_seat(registration, now):
        move(registration, Registration.State.CONFIRMED, now=now, actor=actor)
        notices.request_approved(registration, actor)
    else:
        others = pools.other_pools(registration)
        why = pools.hindrance(registration, others) or Registration.Hindrance.FULL
        join_line(registration, why, actor=actor, now=now)
        notices.request_waitlisted(registration, actor)
    live.seats_changed(registration.workshop)
    return registration


def ask_anew(workshop: Workshop, *, by: User, now: datetime) -> None:
    """The approval is another: who needs none any more is approved, else the others are asked.

    Who asks to come back after a removal asks the host, whatever the workshop says.
    """
    requests = workshop.registrations.requested().filter(answer_by__gt=now, asks_host=False)
    active = requests.filter(user__is_active=True).select_related("user")
    for registration in active.order_by("joined_at", "pk"):
        registration.workshop = workshop
        if deciders := deciders_of(registration, now):
            ask(registration, deciders, actor=by, now=now)
        else:
            approve(registration, actor=by, now=now)


def takes_seat(registration: Registration, now: datetime) -> bool:
    """Behind those who wait already."""
    workshop = registration.workshop
    if not after_those_who_wait(registration, pools.take_total(workshop), now):
        return False
    others = pools.other_pools(registration)
    if pools.hindrance(registration, others):
        pools.free_total(workshop)
        return False
    pools.take_others(registration, others)
    return True


def decline_request(
    *, actor: User, registration: Registration, reason: str, now: datetime
) -> Registration:
    """The seat goes to the next; the person reads why."""
    with telling(now=now):
        registration = locked_request(registration, now)
        state = Registration.State.DECLINED
        move(registration, state, now=now, actor=actor, reason=reason)
        notices.request_declined(registration, actor)
        settle_line(registration.workshop, now)
        live.seats_changed(registration.workshop)
        return registration


def locked_request(registration: Registration, now: datetime) -> Registration:
    """As it stands behind the lock: two may press at once, and time may have run out."""
    pools.lock(registration.workshop)
    rows = Registration.objects.requested().filter(pk=registration.pk, answer_by__gt=now)
    found = rows.select_related("user", "workshop").first()
    workshop = found and found.workshop
    if not (workshop and workshop.is_published) or decided_until(workshop, now) <= now:
        raise RequestIsOver
    return found
