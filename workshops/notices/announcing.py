"""What is told of a workshop as a whole."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from discussions.models import Thread
from notifications.actions import take_back
from notifications.telling import notify
from workshops.calendar import changes_of
from workshops.models import Material, Workshop
from workshops.notices.base import kind, letter
from workshops.notices.people import (
    called_off,
    chosen_audience,
    credited,
    decided_workshops,
    hopeful,
    hosts,
    interested,
    leaders_who_send,
    participants,
    people_who_come,
    present_people,
    uncredited,
    who_chose_otherwise,
    whom_the_date_suits,
)
from workshops.permissions import can_announce_workshop

WORKSHOP_ANNOUNCED = kind("workshop_announced", _("A workshop for me"), chosen_audience)
WORKSHOP_CHANGED = letter(
    "workshop_changed",
    _("Date or place of my workshop changed"),
    people_who_come,
    tone="red",
    is_required=True,
    details=changes_of,
)
WORKSHOP_CALLED_OFF = letter(
    "workshop_called_off",
    _("My workshop was called off"),
    called_off,
    tone="red",
    is_required=True,
    is_urgent=True,
)
HOPE_CALLED_OFF = kind(
    "hope_called_off", _("A workshop that I hoped for was called off"), hopeful, tone="red"
)
MATERIAL_ADDED = kind("material_added", _("New material of my workshop"), participants, icon="down")
MATERIAL_GIVEN = kind(
    "material_given", _("New material for those who were present"), present_people, icon="down"
)
QUESTION_ASKED = kind(
    "question_asked",
    _("A question at my workshop"),
    hosts,
    icon="chat",
    tone="blue",
    concerns=can_announce_workshop,
)
LEARNING_CREDITED = kind(
    "learning_credited", _("Learning hours were credited"), credited, icon="award", tone="gold"
)

LEARNING_CORRECTED = kind(
    "learning_corrected",
    _("Learning hours were taken back"),
    uncredited,
    icon="award",
    is_required=True,
)

FACILITATOR_ADDED = kind("facilitator_added", _("I am a facilitator of a workshop"), icon="users")


INTEREST_ASKED = kind(
    "interest_asked", _("A workshop for me that has no date yet"), chosen_audience
)
DATES_OFFERED = kind("dates_offered", _("Dates to choose from, where I am interested"), interested)
DATE_DECIDED = kind(
    "date_decided",
    _("The date is set, where I am interested"),
    whom_the_date_suits,
    visible=decided_workshops,
)
DATE_DECIDED_OTHERWISE = kind(
    "date_decided_otherwise",
    _("The date is set, and I had chosen others"),
    who_chose_otherwise,
    visible=decided_workshops,
)


def workshop_announced(workshop: Workshop) -> None:
    notify(WORKSHOP_ANNOUNCED, about=workshop, actor=workshop.host, reason="audience")


def interest_asked(workshop: Workshop) -> None:
    notify(INTEREST_ASKED, about=workshop, actor=workshop.host, reason="audience")


def dates_offered(workshop: Workshop, actor: User) -> None:
    notify(DATES_OFFERED, about=workshop, actor=actor, reason="interested")


def date_decided(workshop: Workshop, actor: User) -> None:
    """Who answered with other dates has come first all the same, and reads that it is another."""
    for one in (DATE_DECIDED, DATE_DECIDED_OTHERWISE):
        notify(one, about=workshop, actor=actor, reason="interested")


def workshop_changed(workshop: Workshop, actor: User) -> None:
    """Whoever sends people to it by a letter hears of it, too."""
    notify(WORKSHOP_CHANGED, about=workshop, actor=actor, reason="registered")
    senders = leaders_who_send(workshop)
    if senders:
        notify(WORKSHOP_CHANGED, about=workshop, to=senders, actor=actor, reason="leads")


def workshop_called_off(workshop: Workshop, actor: User) -> None:
    notify(WORKSHOP_CALLED_OFF, about=workshop, actor=actor, reason="registered")


def hope_called_off(workshop: Workshop, actor: User) -> None:
    notify(HOPE_CALLED_OFF, about=workshop, actor=actor, reason="interested")


def material_added(material: Material, actor: User) -> None:
    """To those who may open it."""
    is_for_present = material.access == Material.Access.ATTENDED
    notify(
        MATERIAL_GIVEN if is_for_present else MATERIAL_ADDED,
        about=material.workshop,
        actor=actor,
        first_new=f"m-{material.public_id}",
        reason="registered",
    )


def facilitators_named(workshop: Workshop) -> None:
    """When it is announced; of a draft nobody hears."""
    people = list(workshop.facilitators.all())
    if people:
        notify(FACILITATOR_ADDED, about=workshop, to=people, actor=workshop.host, reason="named")


def facilitator_added(workshop: Workshop, person: User, actor: User) -> None:
    notify(FACILITATOR_ADDED, about=workshop, to=[person], actor=actor, reason="named")


def question_asked(workshop: Workshop, thread: Thread) -> None:
    notify(QUESTION_ASKED, about=workshop, actor=thread.author, reason="host")


def learning_credited(workshop: Workshop) -> None:
    """Whose hours were taken back when it was opened again hears that they stay so."""
    notify(LEARNING_CREDITED, about=workshop, reason="registered")
    notify(LEARNING_CORRECTED, about=workshop, reason="registered")


def learning_taken_back(workshop: Workshop, now: datetime) -> None:
    """Before it is: who has not read of the hours yet reads of them once they are certain."""
    take_back(kind=LEARNING_CREDITED, about=workshop, recipients=credited(workshop), now=now)
