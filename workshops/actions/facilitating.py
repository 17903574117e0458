"""Who leads the sessions of a workshop."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foundation.refusals import Refusal
from notifications.telling import telling
from workshops import notices
from workshops.actions import pools
from workshops.actions.attendance import WorkshopIsClosed
from workshops.models import Session, Workshop

MOST_FACILITATORS = 12


class FacilitatesElsewhere(Refusal):
    """`other` is what the person leads at that time."""

    message = _("At that time this person leads another workshop.")

    def __init__(self, other: Workshop):
        super().__init__()
        self.other = other


class FacilitatorsAreElsewhere(Refusal):
    """`clashes` are those who lead another workshop at the new time, each with that workshop."""

    message = FacilitatesElsewhere.message

    def __init__(self, clashes: Sequence[tuple[User, Workshop]]):
        super().__init__()
        self.clashes = clashes


class TooManyFacilitators(Refusal):
    message = _("A workshop has at most twelve facilitators.")


def add_facilitator(
    *, actor: User, workshop: Workshop, person: User, is_meant: bool = False, now: datetime
) -> None:
    """The person hears of it; `is_meant` after the warning that they are elsewhere at that time."""
    with telling(now=now):
        pools.lock(workshop)
        workshop.refresh_from_db(fields=["status"])
        if workshop.is_done or workshop.is_called_off:
            raise WorkshopIsClosed
        if workshop.facilitators.filter(pk=person.pk).exists():
            return
        if workshop.facilitators.count() >= MOST_FACILITATORS:
            raise TooManyFacilitators
        if not is_meant and (other := elsewhere(person, workshop)):
            raise FacilitatesElsewhere(other)
        workshop.facilitators.add(person)
        if not workshop.is_draft:
            notices.facilitator_added(workshop, person, actor)


def remove_facilitator(*, workshop: Workshop, person: User) -> None:
    """By whoever manages it, or by the person: nobody is named against their will."""
    workshop.facilitators.remove(person)


def warn_of_moving(workshop: Workshop) -> None:
    """To a time at which its facilitators lead something else."""
    if found := clashes_of(workshop):
        raise FacilitatorsAreElsewhere(found)


def clashes_of(workshop: Workshop) -> list[tuple[User, Workshop]]:
    """Its facilitators who lead something else at its times, each with that."""
    people = list(workshop.facilitators.order_by("name"))
    others = all_elsewhere(people, workshop)
    return [(person, others[person.pk]) for person in people if person.pk in others]


def elsewhere(person: User, workshop: Workshop) -> Workshop | None:
    """What else the person holds or leads while this one takes place."""
    return all_elsewhere([person], workshop).get(person.pk)


def all_elsewhere(people: Collection[User], workshop: Workshop) -> dict[int, Workshop]:
    """By person, the first of what each holds or leads then; who is free is not in it."""
    led = Q(host__in=people) | Q(facilitators__in=people)
    theirs = Workshop.objects.published().filter(led)
    clashing = Session.objects.at_the_times_of(workshop).filter(workshop__in=theirs.values("pk"))
    found: dict[int, Workshop] = {}
    clashing = clashing.select_related("workshop").prefetch_related("workshop__facilitators")
    for session in clashing.in_order():
        other = session.workshop
        for pk in (other.host_id, *(one.pk for one in other.facilitators.all())):
            found.setdefault(pk, other)
    return found
