"""What the card of a workshop page says to its reader: the state, and the next step."""

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.utils import timezone

from accounts.models import User
from workshops import permissions
from workshops.actions import Wish
from workshops.actions.awaited import has_seat_for_newcomers
from workshops.forms import RegistrationForm
from workshops.models import Registration, WorkshopChange
from workshops.models.need import ahead_of, need_of
from workshops.models.session import spans_elsewhere, take_several_rooms

LISTED = 60


def card_of(workshop, user, standing, now):
    """`standing` are the sessions that are not called off, in order."""
    starts_at = standing[0].starts_at if standing else now
    return {
        **joining_of(standing, now),
        "names_rooms": take_several_rooms(standing),
        "elsewhere": hours_elsewhere(workshop, standing, now),
        "may_register": permissions.can_register(user, workshop, now)
        and not workshop.booking_since,
        "has_begun": starts_at <= now,
        "may_register_others": permissions.can_register_others(user),
        "form": RegistrationForm(initial={"version": workshop.version}),
        "missing": Wish("online" if workshop.room_left else "room"),
        **moments_of(workshop, starts_at, now),
        **place_of(workshop, user, now),
    }


def hours_elsewhere(workshop, standing, now):
    """For whoever joins from where the clock is another; the room is here."""
    if workshop.mode == workshop.Mode.ONSITE:
        return []
    return spans_elsewhere(workshop.timezone, [one for one in standing if now < one.ends_at])


def joining_of(standing, now):
    """Whether the last session is over; else whether the link to join is open, or from when."""
    ahead = [one for one in standing if now < one.ends_at]
    joins_from = ahead[0].joins_from if ahead else None
    return {
        "is_over": not ahead,
        "may_join": bool(ahead) and joins_from <= now,
        "joins_from": joins_from,
    }


def moments_of(workshop, starts_at, now):
    """What the clock says about registering, giving up a seat and moving up."""
    cancel_until = workshop.cancel_until or starts_at
    moves_up_until = workshop.promotion_ends_at(starts_at)
    return {
        "is_open": workshop.takes_registrations(now),
        "opens_later": workshop.opens_later(now),
        "cancel_until": cancel_until,
        "may_cancel": workshop.is_published and now < cancel_until,
        "moves_up_until": moves_up_until,
        "moves_up": workshop.is_published and now < moves_up_until,
    }


def place_of(workshop, user, now):
    """The reader's registration, and the waiting list: how long, and the reader's place in it."""
    latest = workshop.registrations.filter(user=user).with_place().with_debt().order_by("pk").last()
    mine = latest if latest and latest.state in latest.ACTIVE else None
    place = latest or Registration(workshop=workshop)
    return {
        "mine": mine,
        "approval": place.approval,
        "was_declined_twice": place.pk and not mine and place.was_declined_twice(),
        "unseen_changes": unseen_changes(workshop, mine),
        "refused": why_ended(latest),
        **people_of(workshop, mine),
        "line": workshop.line,
        "is_free": mine is None and is_free(workshop, now),
        **line_for(workshop, user, mine, timezone.localdate(now)),
    }


def is_free(workshop, now):
    """A seat for whoever comes new."""
    has_left = bool(workshop.seats_left)
    return has_left and (not workshop.line or has_seat_for_newcomers(workshop, now))


def line_for(workshop, user, mine, today):
    """The `place` that the reader has, or would have; by need with what counts for it."""
    waits = mine is not None and mine.is_waiting
    if not workshop.orders_by_need:
        return {"place": (mine.ahead if waits else workshop.line) + 1}
    if mine and not waits:
        return {}
    person = need_of(user, workshop, today)
    ahead = ahead_of(person, workshop, today, mine.line_no if mine else None)
    return {"place": ahead + 1, "needs": person}


def unseen_changes(workshop, mine):
    """Old → new, until the reader says that it was seen."""
    if mine is None or mine.seen_change >= workshop.version:
        return []
    changes = list(WorkshopChange.objects.unseen_by(mine).in_order())
    for change in changes:
        change.workshop = workshop
    return changes


def why_ended(registration):
    """The last step with its reason, where somebody else ended it; until one registers again."""
    kinds = Registration.State
    if registration is None or registration.state not in (kinds.DECLINED, kinds.CANCELLED_HOST):
        return None
    return registration.events.order_by("-pk")[0]


def people_of(workshop, mine):
    """Who leads it; and who agreed to be seen by other participants, for those who have a seat."""
    listed = workshop.registrations.confirmed().filter(is_listed=True)
    is_in = mine is not None and mine.is_confirmed
    listed = listed.exclude(pk=mine.pk) if is_in else listed.none()
    leads = workshop.facilitators.through.objects.filter(workshop=workshop)
    shown = Q(pk__in=leads.values("user")) | Q(pk__in=listed.values("user"))
    people = User.objects.filter(shown).select_related("unit")
    people = people.annotate(
        leads=Exists(leads.filter(user=OuterRef("pk"))),
        is_listed=Exists(listed.filter(user=OuterRef("pk"))),
    )
    found = list(people.order_by("-leads", "name")[:LISTED])
    return {
        "facilitators": [one for one in found if one.leads],
        "companions": [one for one in found if one.is_listed],
    }


def interest_of(workshop, user, now):
    """Of a workshop without a date: how many want to come, and when the reader can.

    `my_place` is the reader's in the order of coming, 0 where there is no interest.
    """
    mine = workshop.options.model.voters.through.objects.filter(
        dateoption=OuterRef("pk"), user=user
    )
    own = workshop.interests.filter(user=user).values("pk")[:1]
    counted = workshop.interests.filter(user__is_active=True).aggregate(
        interested=Count("pk"), my_place=Count("pk", filter=Q(pk__lte=Subquery(own)))
    )
    options = workshop.options.ahead(now).annotate(is_mine=Exists(mine)).order_by("starts_at")
    return {
        "options": list(options),
        "may_register": workshop.is_open_to(user),
        **counted,
        **people_of(workshop, None),
    }
