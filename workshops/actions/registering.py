from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foundation.once import once
from foundation.refusals import Refusal
from notifications.telling import telling
from workshops import live
from workshops.models import Registration, RegistrationEvent, SeatPool, Workshop


class WorkshopIsFull(Refusal):
    message = _("The last seat was just taken. This workshop is full.")


class RegistrationIsClosed(Refusal):
    message = _("Registration for this workshop is closed.")


class AlreadyRegistered(Refusal):
    message = _("You are registered for this workshop already.")


class NotRegistered(Refusal):
    message = _("You are not registered for this workshop.")


class TooLateToCancel(Refusal):
    message = _("The workshop has started; the host records who is present.")


def register(
    *, user: User, workshop: Workshop, seat: str = "", now: datetime, key: str = ""
) -> Registration:
    """Takes a seat. `seat` is room or online and counts where the workshop is hybrid.

    Write first: the conditional update takes the seat and the row's lock in one statement, so a
    full workshop is refused without a lock and no seat is sold twice (workshops.md 2.1). Every
    refusal after it rolls the seat back.
    """
    with telling(now=now), once(user=user, key=key, makes=Registration, now=now) as sending:
        made = sending.made_with(workshop_id=workshop.pk)
        if made and made.state in Registration.ACTIVE:
            return made  # after cancelling, the same form takes a seat again
        try:
            take_seat(workshop, SeatPool.Kind.TOTAL)
        except WorkshopIsFull:
            refuse_second_seat(workshop, user)
            raise
        workshop = Workshop.objects.get(pk=workshop.pk)
        seat = seat_kind(workshop, seat)
        if seat != SeatPool.Kind.TOTAL:
            take_seat(workshop, seat)
        if not workshop.takes_registrations(now):
            raise RegistrationIsClosed
        refuse_second_seat(workshop, user)
        registration = open_registration(user, workshop, seat, now)
        live.seats_changed(workshop)
        return sending.keep(registration)


def seat_kind(workshop: Workshop, wish: str) -> str:
    """Decided under the seat's lock: the host may have changed the mode since the page was read."""
    if workshop.mode != Workshop.Mode.HYBRID:
        return SeatPool.Kind.TOTAL
    return SeatPool.Kind.ONLINE if wish == SeatPool.Kind.ONLINE else SeatPool.Kind.ROOM


def take_seat(workshop: Workshop, kind: str) -> None:
    free = SeatPool.objects.filter(workshop=workshop, kind=kind, taken__lt=F("capacity"))
    if not free.update(taken=F("taken") + 1):
        raise WorkshopIsFull


def refuse_second_seat(workshop: Workshop, user: User) -> None:
    if workshop.registrations.active().filter(user=user).exists():
        raise AlreadyRegistered


def open_registration(user: User, workshop: Workshop, seat: str, now: datetime) -> Registration:
    """A new row, or the person's earlier one opened again with a new place in the order."""
    before = workshop.registrations.filter(user=user).order_by("-pk").first()
    registration = before or Registration(user=user, workshop=workshop)
    state_before = before.state if before else ""
    registration.seat = seat
    registration.state = Registration.State.CONFIRMED
    registration.joined_at = now
    registration.save()
    log(registration, state_before, actor=user, now=now)
    return registration


def cancel_registration(*, user: User, workshop: Workshop, now: datetime) -> Registration:
    """Gives the seat back, in the same order of locks as taking it."""
    with telling(now=now):
        release_seat(workshop, SeatPool.Kind.TOTAL)
        active = workshop.registrations.select_for_update().active().filter(user=user)
        registration = active.first()
        if registration is None:
            raise NotRegistered
        if has_started(workshop, now):
            raise TooLateToCancel
        if registration.seat != SeatPool.Kind.TOTAL:
            release_seat(workshop, registration.seat)
        before, registration.state = registration.state, Registration.State.CANCELLED_SELF
        registration.save(update_fields=["state"])
        log(registration, before, actor=user, now=now)
        live.seats_changed(workshop)
        return registration


def release_seat(workshop: Workshop, kind: str) -> None:
    held = SeatPool.objects.filter(workshop=workshop, kind=kind, taken__gt=0)
    if not held.update(taken=F("taken") - 1):
        raise NotRegistered


def has_started(workshop: Workshop, now: datetime) -> bool:
    limit = workshop.cancel_until or workshop.sessions.standing().in_order().first().starts_at
    return now >= limit


def log(registration: Registration, before: str, *, actor: User, now: datetime) -> None:
    RegistrationEvent.objects.create(
        registration=registration, before=before, after=registration.state, actor=actor, at=now
    )
