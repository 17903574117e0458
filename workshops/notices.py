"""Who hears what about workshops."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from accounts.models.user import units_below
from competencies.models import watchers_of
from discussions.models import Thread
from notifications.kinds import Kind, declare
from notifications.telling import notify
from workshops.models import Material, Registration, Workshop, WorkshopAudience
from workshops.permissions import can_decide_request


def visible_workshops(user: User, ids: Iterable[int]) -> dict[int, Workshop]:
    return Workshop.objects.visible_to(user).in_bulk(list(ids))


def visible_requests(user: User, ids: Iterable[int]) -> dict[int, Registration]:
    """Requests that this person may decide about."""
    rows = Registration.objects.select_related("user", "workshop", "workshop__unit")
    found = rows.in_bulk(list(ids))
    return {pk: row for pk, row in found.items() if can_decide_request(user, row)}


def chosen_audience(workshop: Workshop) -> QuerySet:
    """The people whom the host chose to tell."""
    kind = workshop.audience.kind
    if kind == WorkshopAudience.Kind.UNITS:
        return members_below(workshop.audience.units.values_list("pk", flat=True))
    return audience_of_plan(
        kind=kind,
        unit_ids=[workshop.unit_id],
        area_ids=[area.pk for area in workshop.areas.all()],
    )


def audience_of_plan(*, kind: str, unit_ids: Iterable[int], area_ids: Iterable[int]) -> QuerySet:
    """The same people while the workshop is still a form, so that their number can be shown."""
    if kind != WorkshopAudience.Kind.AREAS:
        return members_below(unit_ids)
    return watchers_of(area_ids)


def members_below(unit_ids: Iterable[int]) -> QuerySet:
    parents = dict(Unit.objects.values_list("pk", "parent_id"))
    return User.objects.active().filter(unit__in=units_below(set(unit_ids), parents))


def participants(workshop: Workshop) -> QuerySet:
    confirmed = Registration.objects.confirmed().filter(workshop=workshop)
    return User.objects.active().filter(pk__in=confirmed.values("user"))


def credited(workshop: Workshop) -> QuerySet:
    """Participants who were present long enough."""
    full = Registration.objects.confirmed().filter(
        workshop=workshop, attendance=Registration.Attendance.FULL
    )
    return User.objects.active().filter(pk__in=full.values("user"))


def called_off(workshop: Workshop) -> QuerySet:
    """Those who had a place when the host called it off."""
    ended = workshop.registrations.filter(state=Registration.State.CANCELLED_HOST)
    return User.objects.active().filter(pk__in=ended.values("user"))


def hosts(workshop: Workshop) -> QuerySet:
    return User.objects.active().filter(pk=workshop.host_id)


def named_people(workshop: Workshop) -> QuerySet:
    """Whom it concerns is said where it is told."""
    return User.objects.none()


def kind(
    name: str,
    label: Any,
    audience: Callable[[Workshop], QuerySet] = named_people,
    *,
    icon: str = "cal",
    tone: str = "",
    **more: Any,
) -> Kind:
    return declare(
        Kind(
            key=f"workshops.{name}",
            label=label,
            group="workshops",
            icon=icon,
            tone=tone,
            audience=audience,
            visible=visible_workshops,
            **more,
        )
    )


WORKSHOP_ANNOUNCED = kind("workshop_announced", _("A workshop for me"), chosen_audience)
WORKSHOP_CHANGED = kind(
    "workshop_changed",
    _("Date or place of my workshop changed"),
    participants,
    tone="red",
    is_required=True,
)
MATERIAL_ADDED = kind("material_added", _("New material of my workshop"), participants, icon="down")
QUESTION_ASKED = kind(
    "question_asked", _("A question at my workshop"), hosts, icon="chat", tone="blue"
)
LEARNING_CREDITED = kind(
    "learning_credited", _("Learning hours were credited"), credited, icon="award", tone="gold"
)

SEAT_GIVEN = kind("seat_given", _("I moved up from the waiting list"), is_required=True)
SEAT_OFFERED = kind(
    "seat_offered",
    _("A seat is offered to me"),
    tone="gold",
    is_required=True,
    is_urgent=True,
    is_personal=True,
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
    )
)
WORKSHOP_CALLED_OFF = kind(
    "workshop_called_off",
    _("My workshop was called off"),
    called_off,
    tone="red",
    is_required=True,
    is_urgent=True,
)
REGISTRATION_CANCELLED = kind(
    "registration_cancelled",
    _("The host cancelled my registration"),
    icon="info",
    tone="red",
    is_required=True,
)
REQUEST_APPROVED = kind("request_approved", _("My request to take part was approved"), icon="check")
REQUEST_DECLINED = kind(
    "request_declined", _("My request to take part was declined"), icon="info", is_required=True
)
REQUEST_EXPIRED = kind(
    "request_expired", _("Nobody decided about my request in time"), icon="info", is_required=True
)
SEAT_LOST = kind("seat_lost", _("A seat that I did not confirm is gone"), icon="info")


def workshop_announced(workshop: Workshop) -> None:
    notify(WORKSHOP_ANNOUNCED, about=workshop, actor=workshop.host, reason="audience")


def workshop_changed(workshop: Workshop, actor: User) -> None:
    notify(WORKSHOP_CHANGED, about=workshop, actor=actor, reason="registered")


def material_added(material: Material, actor: User) -> None:
    notify(
        MATERIAL_ADDED,
        about=material.workshop,
        actor=actor,
        first_new=f"m-{material.public_id}",
        reason="registered",
    )


def question_asked(workshop: Workshop, thread: Thread) -> None:
    notify(QUESTION_ASKED, about=workshop, actor=thread.author, reason="host")


def learning_credited(workshop: Workshop) -> None:
    notify(LEARNING_CREDITED, about=workshop, reason="registered")


def seat_given(registration: Registration) -> None:
    tell_person(SEAT_GIVEN, registration)


def seat_offered(registration: Registration) -> None:
    tell_person(SEAT_OFFERED, registration)


def seat_lost(registration: Registration) -> None:
    tell_person(SEAT_LOST, registration)


def workshop_called_off(workshop: Workshop, actor: User) -> None:
    notify(WORKSHOP_CALLED_OFF, about=workshop, actor=actor, reason="registered")


def registration_cancelled(registration: Registration, actor: User) -> None:
    tell_person(REGISTRATION_CANCELLED, registration, actor)


def approval_asked(registration: Registration, deciders: Iterable[User]) -> None:
    person = registration.user
    notify(APPROVAL_ASKED, about=registration, to=deciders, actor=person, reason="leads")


def request_approved(registration: Registration, actor: User) -> None:
    tell_person(REQUEST_APPROVED, registration, actor)


def request_declined(registration: Registration, actor: User) -> None:
    tell_person(REQUEST_DECLINED, registration, actor)


def request_expired(registration: Registration) -> None:
    tell_person(REQUEST_EXPIRED, registration)


def tell_person(kind: Kind, registration: Registration, actor: User | None = None) -> None:
    person = registration.user
    notify(kind, about=registration.workshop, to=[person], actor=actor, reason="registered")
