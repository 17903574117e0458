from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foundation.once import once
from foundation.refusals import Refusal
from notifications.telling import telling
from workshops import live, notices
from workshops.actions import held, pools
from workshops.actions.awaited import is_awaited
from workshops.actions.moving import OWN
from workshops.actions.overlapping import warn_of_overlap
from workshops.actions.pools import WorkshopIsFull
from workshops.actions.questioning import keep_answers
from workshops.actions.waiting import (
    confirm_or_ask,
    join_line,
    promotes,
    settle_line,
)
from workshops.models import HeldSeats, Registration, SeatPool, Workshop
from workshops.models.deciding import deciders_of
from workshops.permissions import can_manage_workshop

PLACES = {
    "waitlisted": _("You are in the waiting list already; no seat is yours yet."),
    "requested": _("You have asked for a seat already; it is not decided yet."),
    "offered": _("A seat is offered to you already: confirm it."),
}


class OthersWait(WorkshopIsFull):
    message = _("Others wait for a seat here; they come first.")


class UnitNeedsCover(WorkshopIsFull):
    message = Registration.Hindrance.UNIT_COVER.label


class RegistrationIsClosed(Refusal):
    message = _("Registration for this workshop is closed.")


class RegistrationIsNotOpen(Refusal):
    message = _("Registration for this workshop has not opened yet.")


class InterestedComeFirst(Refusal):
    message = _(
        "Those who showed interest get their seats first. "
        "Registration opens in a few minutes; try again then."
    )


class NotForYourUnit(Refusal):
    message = _("This workshop is for people of other units. Ask the host whether you may join.")


class WaitingListIsClosed(Refusal):
    message = _("The waiting list is closed: nobody moves up so shortly before the start.")


class AlreadyRegistered(Refusal):
    """Says what the person has: a seat, or not yet one."""

    message = _("You are registered for this workshop already.")

    def __init__(self, state: str):
        super().__init__(PLACES.get(state, self.message))


class DeclinedTwice(Refusal):
    message = _("Your request was declined twice. Ask your leader to register you.")


@dataclass(frozen=True)
class Wish:
    """What the form says.

    `answers` are texts by question of the host, None where they were not asked.

    `seen` is the version of the workshop that the page showed, where it showed one; `seat` is room
    or online and counts where the workshop is hybrid; `waits` joins the waiting list where no seat
    is free; `ignores_overlap` after the warning; `is_listed` shows the name to other participants;
    `was_interested` before the date was set.
    """

    seat: str = ""
    waits: bool = False
    ignores_overlap: bool = False
    is_listed: bool = False
    seen: int | None = None
    answers: Mapping[int, str] | None = None
    was_interested: bool = False


def register(
    *,
    user: User,
    workshop: Workshop,
    wish: Wish = Wish(),
    now: datetime,
    key: str = "",
    by: User | None = None,
) -> Registration:
    """Takes a seat, or a place in the waiting list. Every refusal rolls the seat back.

    `by` is the leader who does it for somebody, and who has approved it with that.
    """
    with telling(now=now), once(user=user, key=key, makes=Registration, now=now) as sending:
        made = sending.made_with(workshop=workshop, wish=wish)
        if made and (by or made.state in Registration.ACTIVE):
            return made  # after cancelling, one's own form takes a seat again
        is_seated = pools.take_total(workshop)
        if not is_seated:
            if not wish.waits and not by:
                refuse_second_place(registration_of(user, workshop))
                raise WorkshopIsFull
            pools.lock(workshop)
        workshop = Workshop.objects.get(pk=workshop.pk)
        if not wish.was_interested:
            refuse_while_booking(workshop)
        refuse_outside_window(workshop, now)
        registration = registration_of(user, workshop)
        if claims_freed_seat(registration, is_seated, now):
            claim(registration, wish, now)
        else:
            begin_anew(registration, wish, by, now)
            is_seated = seat_at_all(registration, is_seated, by, now)
        seat_or_line(registration, is_seated, wish, now, by or user)
        keep_words(registration, wish, by)
        live.seats_changed(workshop)
        return sending.keep(registration)


def registration_of(user: User, workshop: Workshop) -> Registration:
    """The person's earlier row, opened again, or a new one."""
    registration = workshop.registrations.filter(user=user).order_by("-pk").first()
    registration = registration or Registration()
    registration.workshop, registration.user = workshop, user
    return registration


def refuse_second_place(registration: Registration) -> None:
    if registration.pk and registration.state in Registration.ACTIVE:
        raise AlreadyRegistered(registration.state)


def refuse_outside_window(workshop: Workshop, now: datetime) -> None:
    if workshop.opens_later(now):
        raise RegistrationIsNotOpen
    if not workshop.takes_registrations(now):
        raise RegistrationIsClosed


def refuse_while_booking(workshop: Workshop) -> None:
    if workshop.booking_since:
        raise InterestedComeFirst


def begin_anew(registration: Registration, wish: Wish, by: User | None, now: datetime) -> None:
    """By all the rules, as whoever comes for the first time; a held seat ends the waiting."""
    if not (registration.is_waiting and seats_held_for(registration, by, now)):
        refuse_second_place(registration)
    if not registration.workshop.is_open_to(registration.user):
        raise NotForYourUnit
    is_own = by in (None, registration.user)
    if is_own and registration.pk and registration.was_declined_twice():
        raise DeclinedTwice
    write_wish(registration, wish, now)
    approve_by(registration, by, now)
    warn_of_overlap(registration)


def seat_at_all(
    registration: Registration, is_seated: bool, by: User | None, now: datetime
) -> bool:
    """Out of those held for the person's unit, or behind those who wait."""
    workshop = registration.workshop
    found = seats_held_for(registration, by, now)
    if found is None:
        return after_those_who_wait(registration, is_seated, now)
    held.give_one(found, registration, now)
    return is_seated or pools.take_total(workshop)


def seats_held_for(registration: Registration, by: User | None, now: datetime) -> HeldSeats | None:
    """Without a name, of which this leader may give one to the person."""
    standing = registration.workshop.held
    return standing.for_person(registration.user, by, now).first() if by else None


def write_wish(registration: Registration, wish: Wish, now: datetime) -> None:
    registration.held_from = None
    registration.seat = seat_kind(registration.workshop, wish.seat)
    registration.joined_at = now
    registration.is_approved &= registration.is_waiting  # whoever waits keeps it
    newest = registration.workshop.version
    registration.seen_change = newest if wish.seen is None else min(wish.seen, newest)
    registration.ignores_overlap, registration.is_listed = wish.ignores_overlap, wish.is_listed
    if registration.pk:
        registration.save(update_fields=OWN)
    pools.count_unit(registration)


def approve_by(registration: Registration, by: User | None, now: datetime) -> None:
    """Whoever would be asked has registered the person; a host takes back who was removed."""
    if by is None:
        return
    if registration.asks_host and can_manage_workshop(by, registration.workshop):
        registration.asks_host = False
    registration.is_approved |= by in deciders_of(registration, now)


def seat_kind(workshop: Workshop, wish: str) -> str:
    """Decided under the seat's lock: the host may have changed the mode since the page was read."""
    if workshop.mode != Workshop.Mode.HYBRID:
        return SeatPool.Kind.TOTAL
    return SeatPool.Kind.ONLINE if wish == SeatPool.Kind.ONLINE else SeatPool.Kind.ROOM


def claims_freed_seat(registration: Registration, is_seated: bool, now: datetime) -> bool:
    """When nobody moves up any more, those who wait may take what becomes free."""
    is_waiting = bool(registration.pk) and registration.is_waiting
    if not (is_waiting and is_seated) or promotes(registration.workshop, now):
        return False
    settle_line(registration.workshop, now)  # it is said to everybody that the list is closed
    return True


def claim(registration: Registration, wish: Wish, now: datetime) -> None:
    """As whoever comes only now, but for what the waiting has decided; the seat is chosen anew."""
    registration.joined_at = now
    if wish.seat:
        registration.seat = seat_kind(registration.workshop, wish.seat)
    registration.ignores_overlap |= wish.ignores_overlap
    warn_of_overlap(registration)


def after_those_who_wait(registration: Registration, is_seated: bool, now: datetime) -> bool:
    """Newcomers never jump: the list moves up first. True when a seat is still theirs.

    When nobody moves up any more, whoever waits keeps one seat, and what is free beyond is theirs.
    """
    workshop = registration.workshop
    if not workshop.registrations.waiting().exists():
        return is_seated
    if is_seated:
        pools.free_total(workshop)
    settle_line(workshop, now)
    is_theirs = promotes(workshop, now) or not is_awaited(registration, now)
    return is_theirs and pools.take_total(workshop)


def seat_or_line(
    registration: Registration, is_seated: bool, wish: Wish, now: datetime, actor: User
) -> Registration:
    """With the total taken or not; the other pools decide, then the wish."""
    workshop = registration.workshop
    others = pools.other_pools(registration) if is_seated else []
    why = pools.hindrance(registration, others) if is_seated else Registration.Hindrance.FULL
    if not why:
        pools.take_others(registration, others)
        return confirm_or_ask(registration, actor=actor, now=now)
    may_wait = wish.waits and workshop.has_waiting_list and not registration.held_from_id
    if not may_wait:  # out of those held for the team nobody waits: the seat stays held
        if why == Registration.Hindrance.UNIT_COVER:
            raise UnitNeedsCover
        if is_seated:
            raise WorkshopIsFull(Registration.Hindrance(why).label)
        raise OthersWait if pools.total(workshop).get().left else WorkshopIsFull
    if not promotes(workshop, now):
        raise WaitingListIsClosed
    if is_seated:
        pools.free_total(workshop)
    return join_line(registration, why, actor=actor, now=now)


def keep_words(registration: Registration, wish: Wish, by: User | None) -> None:
    """What the person said; and the person hears who did it."""
    keep_answers(registration, wish.answers)
    if by:
        notices.registered_by_leader(registration, by)
