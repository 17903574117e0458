"""The waiting list: who moves up, in the transaction that frees the seat."""

from datetime import date, datetime, timedelta

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import is_suspended
from foundation.refusals import Refusal
from notifications.telling import telling
from workshops import notices
from workshops.actions import held, pools
from workshops.actions.moving import log, move
from workshops.models import (
    Registration,
    Session,
    WorkCalendar,
    Workshop,
)
from workshops.models.deciding import deciders_of
from workshops.models.need import Precedence, line_of

OFFER = timedelta(hours=24)
APPROVAL_DAYS = 2  # working days in which a request is decided
SHORT_NOTICE = 3  # working days; closer to the start a seat is offered, not given


class NothingOffered(Refusal):
    message = _("No seat is offered to you now.")


class CutOffIsFixed(Refusal):
    message = _("People wait for a seat, so this stays as it is while they wait.")


class OfferIsOver(Refusal):
    message = _("The time to confirm this seat is over, so it is kept for you no longer.")


def settle_line(workshop: Workshop, now: datetime) -> None:
    """Behind the lock: ends what ran out, then fills free seats in the order of coming or need.

    Whoever cannot take a seat is skipped, not dropped, and the log says why.
    """
    workshop.refresh_from_db(fields=["status", "promotion_ends_hours", "unit_points"])
    held.release_overdue(workshop, now)
    for registration in workshop.registrations.overdue(now).in_line().select_related("user"):
        registration.workshop = workshop
        was_requested = registration.is_requested
        move(registration, Registration.State.EXPIRED, now=now)
        (notices.request_expired if was_requested else notices.seat_lost)(registration)
    if promotes(workshop, now):
        promote(workshop, now)
    elif workshop.is_published:
        for registration in workshop.registrations.waiting().in_line():
            keep_waiting(registration, Registration.Hindrance.CLOSED, now)


def promotes(workshop: Workshop, now: datetime) -> bool:
    """Until some hours before the start; nobody is called up too late to come."""
    starts_at = workshop.starts_at() if workshop.is_published else None
    return starts_at is not None and now < workshop.promotion_ends_at(starts_at)


def keep_cut_off(workshop: Workshop, hours: int) -> None:
    """Moved for a moment, it would let whoever presses then pass those who came before."""
    is_moved = hours != workshop.promotion_ends_hours
    if is_moved and workshop.registrations.waiting().exists():
        raise CutOffIsFixed


def promote(workshop: Workshop, now: datetime) -> None:
    kinds = Registration.Hindrance
    closed = workshop.registrations.waiting().filter(hindrance=kinds.CLOSED)
    closed.update(hindrance=kinds.FULL)  # the start was put off
    free = pools.total(workshop).get().left
    today = timezone.localdate(now)
    line = list(line_of(workshop, today).select_related("user")) if free else []
    busy = busy_people(workshop) if free else frozenset()
    while line:
        registration = line.pop(0)
        registration.workshop = workshop
        others = pools.other_pools(registration)
        why = own_hindrance(registration, busy, now) or pools.hindrance(registration, others)
        if why:
            keep_waiting(registration, why, now)
            continue
        if not pools.take_total(workshop):
            break
        pools.take_others(registration, others)
        call_up(registration, now, reason=why_before(registration, line))
        line = ordered_anew(line, workshop, today)


def why_before(registration: Registration, others: list[Registration]) -> str:
    """For the log: who came earlier and still waits, where need says who is next."""
    passed = [one for one in others if one.line_no < registration.line_no]
    if not passed:
        return ""
    most = max(one.need for one in passed)
    return Precedence(registration.need, len(passed), most).code


def ordered_anew(line: list[Registration], workshop: Workshop, today: date) -> list[Registration]:
    """A seat for somebody of a unit is one reason less to call up another of it."""
    if not (line and workshop.orders_by_need):
        return line
    left = line_of(workshop, today).filter(pk__in=[one.pk for one in line])
    return list(left.select_related("user"))


def own_hindrance(registration: Registration, busy: frozenset[int], now: datetime) -> str:
    """Why the person could take no seat, whatever is free."""
    if not registration.user.is_active or is_suspended(registration.user, now):
        return Registration.Hindrance.ACCOUNT
    return Registration.Hindrance.OVERLAP if registration.user_id in busy else ""


def busy_people(workshop: Workshop) -> frozenset[int]:
    """Those in its waiting list who are at another workshop at the same time, and mind."""
    minding = workshop.registrations.waiting().filter(ignores_overlap=False)
    meanwhile = Session.objects.at_the_times_of(workshop).where_are(minding.values("user"))
    return frozenset(person for person, *_at in meanwhile)


def keep_waiting(registration: Registration, why: str, now: datetime) -> None:
    """Skipped: told on the page, and logged once for each reason."""
    if registration.hindrance == why:
        return
    registration.hindrance = why
    registration.save(update_fields=["hindrance"])
    log(registration, registration.state, now=now, reason=why)


def call_up(registration: Registration, now: datetime, reason: str = "") -> None:
    """The seat is theirs; at short notice or before an approval only once they say they come."""
    starts_at = registration.workshop.starts_at()
    asks = deciders_of(registration, now)
    if not asks and working_days(now, starts_at, registration.user) >= SHORT_NOTICE:
        move(registration, Registration.State.CONFIRMED, now=now, reason=reason)
        notices.seat_given(registration)
        return
    answer_by = min(now + OFFER, registration.workshop.promotion_ends_at(starts_at))
    offered = Registration.State.OFFERED
    move(registration, offered, now=now, answer_by=answer_by, reason=reason)
    notices.seat_offered(registration)


def working_days(start: datetime, end: datetime, person: User) -> int:
    """Between two moments, by the work calendar of the person who must say something."""
    first, last = timezone.localdate(start), timezone.localdate(end)
    return WorkCalendar.around([first, last], person.unit_ids_above).working_days(first, last)


def after_working_days(moment: datetime, days: int, person: User) -> datetime:
    """The same hour, so many working days of this person later."""
    first = timezone.localdate(moment)
    last = WorkCalendar.around([first], person.unit_ids_above).after(first, days)
    return moment + (last - first)


def confirm_or_ask(registration: Registration, *, actor: User, now: datetime) -> Registration:
    """With the seat taken: it is certain, or somebody is asked first and the seat is kept.

    A head whom nobody leads needs nobody's leave.
    """
    deciders = deciders_of(registration, now)
    if not deciders:
        move(registration, Registration.State.CONFIRMED, now=now, actor=actor)
        if actor == registration.user:
            notices.seat_confirmed(registration)
        return registration
    is_kept = registration.workshop.holds_seats or registration.held_from_id
    if not (is_kept or registration.is_offered):
        pools.free(registration)
    return ask(registration, deciders, actor=actor, now=now)


def ask(
    registration: Registration, deciders: list[User], *, actor: User, now: datetime
) -> Registration:
    days = after_working_days(now, APPROVAL_DAYS, deciders[0])
    answer_by = min(days, decided_until(registration.workshop, now))
    requested = Registration.State.REQUESTED
    move(registration, requested, now=now, actor=actor, answer_by=answer_by)
    notices.approval_asked(registration, deciders)
    return registration


def decided_until(workshop: Workshop, now: datetime) -> datetime:
    """The start of the session that is next; after the last one while one may still register."""
    ahead = workshop.sessions.standing().filter(starts_at__gt=now).in_order().first()
    return ahead.starts_at if ahead else workshop.registration_closes_at or now


def cap_answers(workshop: Workshop, now: datetime) -> None:
    """Where the host moved the start earlier, nothing is offered or decided past it."""
    starts_at, states = workshop.starts_at(), Registration.State
    if starts_at is None:
        return
    ends = {
        states.OFFERED: workshop.promotion_ends_at(starts_at),
        states.REQUESTED: decided_until(workshop, now),
    }
    for state, end in ends.items():
        past = workshop.registrations.filter(state=state, answer_by__gt=end)
        past.update(answer_by=end)


def join_line(registration: Registration, why: str, *, actor: User, now: datetime) -> Registration:
    """To the end of the waiting list."""
    registration.hindrance = why
    registration.line_no = last_line_no(registration.workshop) + 1
    return move(registration, Registration.State.WAITLISTED, now=now, actor=actor, reason=why)


def last_line_no(workshop: Workshop) -> int:
    return workshop.registrations.aggregate(last=Max("line_no"))["last"] or 0


def accept_offer(*, user: User, workshop: Workshop, now: datetime) -> Registration:
    """Confirms the offered seat; pressing twice confirms once."""
    with telling(now=now):
        pools.lock(workshop)
        registration = workshop.registrations.filter(user=user).order_by("pk").last()
        state = registration.state if registration else ""
        if state == Registration.State.EXPIRED:
            raise OfferIsOver
        if registration is None or state not in Registration.ACTIVE or registration.is_waiting:
            raise NothingOffered
        if not registration.is_offered:
            return registration
        if registration.answer_by is None or now >= registration.answer_by:
            raise OfferIsOver
        registration.workshop = workshop
        return confirm_or_ask(registration, actor=user, now=now)
