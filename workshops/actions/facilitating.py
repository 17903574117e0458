"""Who leads the sessions of a workshop."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foundation.refusals import Refusal
from notifications.telling import telling
from workshops import notices
from workshops.actions import pools
from workshops.actions.attendance import WorkshopIsCalledOff, WorkshopIsClosed
from workshops.models import Session, Workshop

MOST_FACILITATORS = 12


class FacilitatorIsElsewhere(Refusal):
    """`other` is what the person holds or leads at that time; a seat is not named to others."""

    message = _("At that time this person is at another workshop.")

    def __init__(self, other: Workshop | None):
        super().__init__()
        self.other = other


class FacilitatorsAreElsewhere(Refusal):
    """`clashes` are those who are at another workshop at the new time, each with that workshop.

    `noun` is the one that moves.
    """

    message = FacilitatorIsElsewhere.message

    def __init__(self, clashes: Sequence[tuple[User, Workshop | None]], noun: Workshop):
        super().__init__()
        self.clashes, self.noun = clashes, noun


class TooManyFacilitators(Refusal):
    message = _("A workshop has at most twelve facilitators.")


def add_facilitator(
    *, actor: User, workshop: Workshop, person: User, is_meant: bool = False, now: datetime
) -> None:
    """The person hears of it; `is_meant` after the warning that they are elsewhere at that time."""
    with telling(now=now):
        pools.lock(workshop)
        workshop.refresh_from_db(fields=["status"])
        if workshop.is_called_off:
            raise WorkshopIsCalledOff
        if workshop.is_done:
            raise WorkshopIsClosed
        if workshop.facilitators.filter(pk=person.pk).exists():
            return
        if workshop.facilitators.count() >= MOST_FACILITATORS:
            raise TooManyFacilitators
        if not is_meant and (others := all_elsewhere([person], workshop)):
            raise FacilitatorIsElsewhere(others[person.pk])
        workshop.facilitators.add(person)
        if not workshop.is_draft:
            notices.facilitator_added(workshop, person, actor)


def remove_facilitator(*, workshop: Workshop, person: User) -> None:
    """By whoever manages it, or by the person: nobody is named against their will."""
    workshop.facilitators.remove(person)


def warn_of_moving(workshop: Workshop) -> None:
    """To a time at which its facilitators are at another workshop."""
    if found := clashes_of(workshop):
        raise FacilitatorsAreElsewhere(found, workshop)


def clashes_of(workshop: Workshop) -> list[tuple[User, Workshop | None]]:
    """Its facilitators who are at another workshop at its times, each with that."""
    people = list(workshop.facilitators.order_by("name"))
    others = all_elsewhere(people, workshop)
    return [(person, others[person.pk]) for person in people if person.pk in others]


def all_elsewhere(people: Collection[User], workshop: Workshop) -> dict[int, Workshop | None]:
    """By person, the first of what each holds or leads then, or nothing where they have a seat.

    Who is free is not in it.
    """
    meanwhile = Session.objects.at_the_times_of(workshop).where_are(people, holding=True)
    rows = list(meanwhile.order_by("starts_at", "workshop"))
    others = Workshop.objects.in_bulk([at for _one, at, _start, _end, sits in rows if not sits])
    found: dict[int, Workshop | None] = {}
    for person, at, _start, _end, _sits in rows:
        found[person] = found.get(person) or others.get(at)
    return found
