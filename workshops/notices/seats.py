"""What is told of one person's place."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from notifications.kinds import Kind, declare
from notifications.models import Notification
from notifications.telling import notify
from workshops.calendar import dates_of
from workshops.models import Registration, Workshop
from workshops.notices.base import kind, letter, tell_person
from workshops.notices.people import (
    confirmed_workshops,
    ended_workshops,
    hosts,
    named_people,
    offered_workshops,
    people_who_owe,
    visible_requests,
    waited_workshops,
)
from workshops.permissions import can_announce_workshop


def end_of_offer(row: Notification) -> datetime:
    return row.about.mine.answer_by


def what_is_asked(workshop: Workshop) -> list[str]:
    """At registering, of who did not register by themselves."""
    asked = workshop.entry_questions.standing().exists()
    return [str(_("The host asks you something: please answer on its page."))] if asked else []


SEAT_CONFIRMED = letter(
    "seat_confirmed",
    _("I am registered: the entry for my calendar"),
    icon="check",
    visible=confirmed_workshops,
    pushes=False,
    is_urgent=True,
    is_own=True,
    details=dates_of,
)
SEAT_RETURNED = letter(
    "seat_returned",
    _("I gave a seat back: the entry leaves my calendar"),
    icon="info",
    visible=ended_workshops,
    pushes=False,
    is_urgent=True,
    is_own=True,
)
SEAT_GIVEN = letter(
    "seat_given", _("I moved up from the waiting list"), is_required=True, details=dates_of
)
SEAT_OFFERED = kind(
    "seat_offered",
    _("A seat is offered to me"),
    tone="gold",
    visible=offered_workshops,
    mails=True,
    is_required=True,
    is_urgent=True,
    is_personal=True,
    details=dates_of,
    until=end_of_offer,
)
SEAT_LOST = kind("seat_lost", _("A seat that I did not confirm is gone"), icon="info")
PARTICIPANT_LEFT = kind(
    "participant_left",
    _("Somebody gave up a seat at my workshop"),
    hosts,
    icon="users",
    pushes=False,
    concerns=can_announce_workshop,
)
APPROVAL_ASKED = declare(
    Kind(
        key="workshops.approval_asked",
        label=_("Somebody asks to take part"),
        group="workshops",
        icon="users",
        tone="gold",
        audience=named_people,
        visible=visible_requests,
        concerns=can_announce_workshop,
    )
)
REGISTRATION_CANCELLED = letter(
    "registration_cancelled",
    _("The host cancelled my registration"),
    icon="info",
    tone="red",
    is_required=True,
)
REQUEST_APPROVED = letter(
    "request_approved",
    _("My request to take part was approved"),
    icon="check",
    details=dates_of,
)
REQUEST_WAITLISTED = kind(
    "request_waitlisted",
    _("My request to take part was approved, and I wait for a seat"),
    icon="clock",
    visible=waited_workshops,
    mails=True,
)
REGISTERED_BY_LEADER = letter(
    "registered_by_leader",
    _("My leader registered me for a workshop"),
    is_required=True,
    is_personal=True,
    details=lambda row: [*dates_of(row), *what_is_asked(row.about)],
)
HOST_ASKS = kind(
    "host_asks",
    _("The host asks me something about my place"),
    people_who_owe,
    icon="chat",
    tone="gold",
)
REQUEST_DECLINED = kind(
    "request_declined", _("My request to take part was declined"), icon="info", is_required=True
)
REQUEST_EXPIRED = kind(
    "request_expired", _("Nobody decided about my request in time"), icon="info", is_required=True
)


def seat_confirmed(registration: Registration) -> None:
    """To the person who pressed: not as news, for the mail with the entry."""
    tell_person(SEAT_CONFIRMED, registration)


def registered_by_leader(registration: Registration, actor: User) -> None:
    """Also where the person only waits: the page says which."""
    tell_person(REGISTERED_BY_LEADER, registration, actor, reason="sent")


def host_asks(workshop: Workshop, actor: User) -> None:
    """Something that was not asked when they registered."""
    if workshop.is_published:
        notify(HOST_ASKS, about=workshop, actor=actor, reason="registered")


def seat_returned(registration: Registration) -> None:
    tell_person(SEAT_RETURNED, registration, reason="was_registered")


def participant_left(registration: Registration) -> None:
    """By themselves: whoever holds it prepares for those who come."""
    notify(PARTICIPANT_LEFT, about=registration.workshop, actor=registration.user, reason="host")


def seat_given(registration: Registration) -> None:
    tell_person(SEAT_GIVEN, registration)


def seat_offered(registration: Registration) -> None:
    tell_person(SEAT_OFFERED, registration, reason="waited")


def seat_lost(registration: Registration) -> None:
    tell_person(SEAT_LOST, registration, reason="waited")


def registration_cancelled(registration: Registration, actor: User) -> None:
    tell_person(REGISTRATION_CANCELLED, registration, actor, reason="was_registered")


def approval_asked(registration: Registration, deciders: Iterable[User]) -> None:
    person = registration.user
    notify(APPROVAL_ASKED, about=registration, to=deciders, actor=person, reason="leads")


def request_approved(registration: Registration, actor: User) -> None:
    tell_person(REQUEST_APPROVED, registration, actor, reason="asked")


def request_waitlisted(registration: Registration, actor: User) -> None:
    """Approved, and no seat is free."""
    tell_person(REQUEST_WAITLISTED, registration, actor, reason="asked")


def request_declined(registration: Registration, actor: User) -> None:
    tell_person(REQUEST_DECLINED, registration, actor, reason="asked")


def request_expired(registration: Registration) -> None:
    tell_person(REQUEST_EXPIRED, registration, reason="asked")
