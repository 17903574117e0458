"""Who leads the sessions of a workshop."""

from collections.abc import Sequence
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
    people = workshop.facilitators.order_by("name")
    return [(person, other) for person in people if (other := elsewhere(person, workshop))]


def elsewhere(person: User, workshop: Workshop) -> Workshop | None:
    """What else the person holds or leads while this one takes place."""
    led = Q(host=person) | Q(pk__in=person.facilitated.values("pk"))
    theirs = Workshop.objects.published().filter(led)
    clashing = Session.objects.at_the_times_of(workshop).filter(workshop__in=theirs.values("pk"))
    clash = clashing.select_related("workshop").in_order().first()
    return clash.workshop if clash else None
