"""Who hears what about workshops."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from accounts.models.user import units_below
from competencies.models import AreaFollow
from discussions.models import Thread
from notifications.kinds import Kind, declare
from notifications.telling import notify
from workshops.models import Material, Registration, Workshop, WorkshopAudience


def visible_workshops(user: User, ids: Iterable[int]) -> dict[int, Workshop]:
    return Workshop.objects.visible_to(user).in_bulk(list(ids))


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
    follows = AreaFollow.objects.filter(area__in=area_ids)
    watching = follows.filter(level=AreaFollow.Level.WATCHING)
    muted = follows.filter(level=AreaFollow.Level.MUTED)
    people = User.objects.active().filter(pk__in=watching.values("user"))
    return people.exclude(pk__in=muted.values("user"))


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


def hosts(workshop: Workshop) -> QuerySet:
    return User.objects.active().filter(pk=workshop.host_id)


def kind(
    name: str,
    label: Any,
    audience: Callable[[Workshop], QuerySet],
    *,
    icon: str = "cal",
    tone: str = "",
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
        )
    )


WORKSHOP_ANNOUNCED = kind("workshop_announced", _("A workshop for me"), chosen_audience)
WORKSHOP_CHANGED = kind(
    "workshop_changed", _("Date or place of my workshop changed"), participants, tone="red"
)
MATERIAL_ADDED = kind("material_added", _("New material of my workshop"), participants, icon="down")
QUESTION_ASKED = kind(
    "question_asked", _("A question at my workshop"), hosts, icon="chat", tone="blue"
)
LEARNING_CREDITED = kind(
    "learning_credited", _("Learning hours were credited"), credited, icon="award", tone="gold"
)


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
