from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foundation.once import Sending, once
from foundation.refusals import Refusal
from notifications.telling import telling
from workshops import live, notices
from workshops.actions import pools
from workshops.actions.assigning import renew_letters
from workshops.actions.attendance import WorkshopIsCalledOff, WorkshopIsClosed
from workshops.actions.deciding import ask_anew
from workshops.actions.facilitating import warn_of_moving
from workshops.actions.holding import cap_holds
from workshops.actions.indexing import index_workshop
from workshops.actions.meanwhile import marks_shown, refuse_older
from workshops.actions.plan import WorkshopPlan, write_plan
from workshops.actions.receipts import note_change
from workshops.actions.rooms import hold_room
from workshops.actions.scheduling import (
    ASKING,
    IN_CALENDARS,
    DateIsPast,
    changed_facts,
    facts_of,
    has_begun,
    renew_entries,
    set_sessions,
)
from workshops.actions.waiting import cap_answers, keep_cut_off, settle_line
from workshops.actions.weighing import WeightsAreFixed, log_weight, weigh
from workshops.models import SeatPool, Workshop, WorkshopAudience
from workshops.permissions import can_manage_workshop

RULES = [
    *("status", "version", "unit_limit", "unit_points", "registration_opens_at", "form"),
    *("approval", "promotion_ends_hours"),
    *IN_CALENDARS,
]

NEEDED = [
    *("status", "mode", "place", "room", "published_at"),
    *("registration_closes_at", "cancel_until"),
]


class FewerSeatsThanTaken(Refusal):
    message = _("More people are registered than this many seats. Choose a larger number.")


class UnitsHaveMore(FewerSeatsThanTaken):
    message = _("More people of one unit are registered than that. Choose a larger number.")


class PlaceIsMissing(Refusal):
    message = _("Say where it takes place before you announce it.")


class RegistrationWouldBeOver(Refusal):
    message = _(
        "The end of registration, or of giving up seats, has passed. Choose a later one before "
        "you announce it."
    )


class HoursAreFixed(Refusal):
    message = _("It has begun: its form stays, and its learning hours can only become fewer.")


class IsAnnouncedAlready(Refusal):
    message = _(
        "With this form you have announced a workshop already, and people were told. To correct "
        "it, change it there. Press Announce once more only if this is another workshop."
    )

    def __init__(self, workshop: Workshop):
        super().__init__()
        self.workshop = workshop


class DateIsOther(Refusal):
    message = _("Somebody else decided about the date meanwhile. Open this form again.")


def announce_workshop(
    *, host: User, plan: WorkshopPlan, publish: bool, now: datetime, key: str = ""
) -> Workshop:
    """Makes the workshop, as a draft or published at once.

    The form sent again with other words goes on with the draft that it made, as editing it would.
    What it announced is not announced to everybody a second time.
    """
    with telling(now=now), once(user=host, key=key, makes=Workshop, now=now) as sending:
        if made := sending.made_with(plan=plan, publish=publish):
            return made
        if sending.made and sending.made.is_draft:
            draft = go_on(host, sending, plan, now)
            if publish:
                publish_workshop(workshop=draft, now=now)
            return sending.keep(draft, marks_shown(draft))
        if sending.made and not sending.made.is_called_off:
            raise IsAnnouncedAlready(sending.made)
        workshop = Workshop.objects.create(host=host, created_at=now, **plan.columns)
        if workshop.orders_by_need:
            log_weight(workshop, (None, plan.unit_points), by=host, now=now)
        workshop.areas.add(*plan.areas)
        for kind, capacity in plan.seats.items():
            SeatPool.objects.create(workshop=workshop, kind=kind, capacity=capacity)
        set_sessions(workshop, plan.spans, now)
        set_audience(workshop, plan)
        set_reminders(workshop, plan, now)
        if publish:
            publish_workshop(workshop=workshop, now=now)
        index_workshop(workshop, now=now)
        return sending.keep(workshop, marks_shown(workshop))


def go_on(host: User, sending: Sending, plan: WorkshopPlan, now: datetime) -> Workshop:
    """With the draft, as whoever opened it as this form left it; one may lead its unit no more."""
    if not can_manage_workshop(host, sending.made):
        raise PermissionDenied
    return edit_workshop(
        editor=host, workshop=sending.made, plan=plan, shown=sending.shown, now=now
    )


def publish_workshop(*, workshop: Workshop, now: datetime) -> Workshop:
    """Tells the chosen audience, once: what is published already stays as it is.

    Without a session it asks for interest; it is announced again when its date is set.
    """
    with telling(now=now):
        pools.lock(workshop)
        workshop.refresh_from_db(fields=NEEDED)
        if not workshop.is_draft:
            return workshop
        starts_at = workshop.starts_at()
        refuse_unfinished(workshop, starts_at, now)
        states, has_date = Workshop.Status, starts_at is not None
        is_first = workshop.published_at is None
        workshop.status = states.PUBLISHED if has_date else states.UNDECIDED
        workshop.published_at = now
        workshop.save(update_fields=["status", "published_at"])
        hold_room(workshop)
        index_workshop(workshop, now=now)
        (notices.workshop_announced if has_date else notices.interest_asked)(workshop)
        if is_first:
            notices.facilitators_named(workshop)
            notices.questions_linked(workshop)
            notices.topics_held(workshop)
        return workshop


def refuse_unfinished(workshop: Workshop, starts_at: datetime | None, now: datetime) -> None:
    """A draft may have lain for long, or come from a proposal that named no place."""
    if starts_at and starts_at <= now:
        raise DateIsPast
    ends = (workshop.registration_closes_at, workshop.cancel_until)
    if any(end and end <= now for end in ends):
        raise RegistrationWouldBeOver
    if workshop.mode != Workshop.Mode.ONLINE and not workshop.place:
        raise PlaceIsMissing


def edit_workshop(
    *,
    editor: User,
    workshop: Workshop,
    plan: WorkshopPlan,
    shown: str = "",
    is_meant: bool = False,
    now: datetime,
) -> Workshop:
    """Changes it everywhere; participants hear of a new date or place.

    `shown` are the marks of what the form showed: an older one is refused (meanwhile.py).
    `is_meant` after the warning that a facilitator is elsewhere at the new time. Who wants other
    weights after the opening is refused everything, and that is logged.
    """
    try:
        return change_workshop(editor, workshop, plan, shown, is_meant, now)
    except WeightsAreFixed:
        wanted = (workshop.unit_points, plan.unit_points)
        log_weight(workshop, wanted, by=editor, now=now, is_refused=True)
        raise


def change_workshop(
    editor: User, workshop: Workshop, plan: WorkshopPlan, shown: str, is_meant: bool, now: datetime
) -> Workshop:
    with telling(now=now):
        pools.lock(workshop)
        workshop.refresh_from_db(fields=RULES)
        refuse_changing(workshop, plan, now)
        refuse_older(workshop, plan, shown)
        set_seats(workshop, plan)
        weigh(workshop, plan.unit_points, by=editor, now=now)
        keep_cut_off(workshop, plan.promotion_ends_hours)
        reseat(workshop, plan)
        if not pools.count_units_anew(workshop, plan.unit_limit):
            raise UnitsHaveMore
        before, approval = facts_of(workshop), workshop.approval
        write_plan(workshop, plan)
        set_sessions(workshop, plan.spans, now)
        hold_room(workshop)
        if not is_meant and "sessions" in changed_facts(before, facts_of(workshop)):
            warn_of_moving(workshop)
        set_audience(workshop, plan)
        set_reminders(workshop, plan, now)
        index_workshop(workshop, now=now)
        follow_change(workshop, before, by=editor, now=now)
        settle_places(workshop, approval, by=editor, now=now)
        return workshop


def settle_places(workshop: Workshop, approval: str, *, by: User, now: datetime) -> None:
    """Seats, answers and requests follow the rules; `approval` is what it was."""
    cap_holds(workshop)
    cap_answers(workshop, now)
    if workshop.approval != approval:
        ask_anew(workshop, by=by, now=now)
    settle_line(workshop, now)  # more seats are seats for those who wait
    live.seats_changed(workshop)


def follow_change(workshop: Workshop, before: dict[str, Any], *, by: User, now: datetime) -> None:
    """Calendars, letters and participants follow what they rely on."""
    after = facts_of(workshop)
    changed = changed_facts(before, after)
    renew_entries(workshop, changed, now)
    renew_letters(workshop, by=by, now=now)
    if changed & ASKING and workshop.is_published:
        note_change(workshop, (before, after), changed, by=by, now=now)
        notices.workshop_changed(workshop, by)


def refuse_changing(workshop: Workshop, plan: WorkshopPlan, now: datetime) -> None:
    """Behind the lock: the form may be older than what another host decided."""
    if workshop.is_done:
        raise WorkshopIsClosed
    if workshop.is_called_off:
        raise WorkshopIsCalledOff
    if not workshop.is_draft and workshop.is_undecided == bool(plan.spans):
        raise DateIsOther
    if has_begun(workshop, now) and (plan.jp > workshop.jp or plan.form != workshop.form):
        raise HoursAreFixed


def set_seats(workshop: Workshop, plan: WorkshopPlan) -> None:
    """The total pool first: it is the workshop's lock."""
    for kind in sorted(plan.seats, key=lambda one: one != SeatPool.Kind.TOTAL):
        capacity = plan.seats[kind]
        pools = SeatPool.objects.filter(workshop=workshop, kind=kind)
        if not pools.filter(taken__lte=capacity).update(capacity=capacity):
            if pools.exists():
                raise FewerSeatsThanTaken
            SeatPool.objects.create(workshop=workshop, kind=kind, capacity=capacity)


def reseat(workshop: Workshop, plan: WorkshopPlan) -> None:
    """Whoever is registered keeps a seat when a workshop becomes hybrid, or is it no more."""
    kinds, hybrid = SeatPool.Kind, Workshop.Mode.HYBRID
    if (workshop.mode == hybrid) == (plan.mode == hybrid):
        return
    active = workshop.registrations.active()
    held = workshop.held.standing()
    seated = workshop.registrations.seated().count() + sum(one.left for one in held)
    if workshop.mode == hybrid:
        active.update(seat=kinds.TOTAL)
        held.update(seat=kinds.TOTAL)
        workshop.pools.filter(kind__in=[kinds.ROOM, kinds.ONLINE]).delete()
        return
    seat = kinds.ONLINE if workshop.mode == Workshop.Mode.ONLINE else kinds.ROOM
    active.update(seat=seat)
    held.update(seat=seat)
    if not workshop.pools.filter(kind=seat, capacity__gte=seated).update(taken=seated):
        raise FewerSeatsThanTaken


def set_audience(workshop: Workshop, plan: WorkshopPlan) -> None:
    audience, _is_new = WorkshopAudience.objects.update_or_create(
        workshop=workshop, defaults={"kind": plan.audience}
    )
    audience.units.set(plan.audience_units)
    workshop.audience = audience
    workshop.entry_units.set(plan.entry_units)


def set_reminders(workshop: Workshop, plan: WorkshopPlan, now: datetime) -> None:
    """Nothing was planned ahead, so what is due is worked out from these from now on."""
    workshop.reminders_chosen_at = None if plan.reminder_rules is None else now
    workshop.save(update_fields=["reminders_chosen_at"])
    workshop.reminder_rules.set(plan.reminder_rules or ())
