"""What the card of a workshop page says to its reader: the state, and the next step."""

from workshops import permissions
from workshops.actions import Wish
from workshops.forms import RegistrationForm
from workshops.models import Registration, WorkshopChange

LISTED = 60


def card_of(workshop, user, standing, now):
    """`standing` are the sessions that are not called off, in order."""
    starts_at = standing[0].starts_at if standing else now
    return {
        "may_register": permissions.can_register(user, workshop, now),
        "has_begun": starts_at <= now,
        "may_register_others": permissions.can_register_others(user),
        "form": RegistrationForm(initial={"version": workshop.version}),
        "missing": Wish("online" if workshop.room_left else "room"),
        **moments_of(workshop, starts_at, now),
        **place_of(workshop, user),
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


def place_of(workshop, user):
    """The reader's registration, and the waiting list: how long, and the reader's place in it."""
    latest = workshop.registrations.filter(user=user).with_place().order_by("pk").last()
    mine = latest if latest and latest.state in latest.ACTIVE else None
    return {
        "mine": mine,
        "unseen_changes": unseen_changes(workshop, mine),
        "refused": why_ended(latest),
        "companions": companions(workshop, mine),
        "line": workshop.line,
        "place": (mine.ahead if mine and mine.is_waiting else workshop.line) + 1,
    }


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


def companions(workshop, mine):
    """Who agreed to be seen by other participants; shown to those who have a seat themselves."""
    if mine is None or not mine.is_confirmed:
        return []
    listed = workshop.registrations.confirmed().filter(is_listed=True).exclude(pk=mine.pk)
    return list(listed.select_related("user", "user__unit").in_name_order()[:LISTED])
