"""A leader registers people of the own units: each by all rules that hold for themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foundation.refusals import Refusal
from notifications.telling import telling
from workshops.actions.overlapping import TimesOverlap
from workshops.actions.pools import WorkshopIsFull
from workshops.actions.registering import (
    AlreadyRegistered,
    NotForYourUnit,
    OthersWait,
    UnitNeedsCover,
    Wish,
    register,
)
from workshops.actions.trying import tried_out
from workshops.models import Registration, Workshop

# Said to the leader about somebody else; the other refusals speak of the workshop alone.
OF_ANOTHER = {
    AlreadyRegistered: _("Is registered already."),
    NotForYourUnit: _("This workshop is not for people of that unit."),
    TimesOverlap: _("Is at another workshop at that time."),
    UnitNeedsCover: UnitNeedsCover.message,
    OthersWait: OthersWait.message,
    WorkshopIsFull: _("No seat is free."),
}


@dataclass(frozen=True)
class Outcome:
    """What became of one person: a place, or why not."""

    person: User
    registration: Registration | None = None
    why_not: Any = ""


def register_others(
    *,
    actor: User,
    workshop: Workshop,
    people: Iterable[User],
    wish: Wish,
    now: datetime,
    key: str = "",
) -> list[Outcome]:
    """In one transaction, so that nothing is half done; the same form again finds the same."""
    with telling(now=now):
        return [
            outcome_of(person, {"workshop": workshop, "wish": wish, "by": actor}, now, key)
            for person in people
        ]


def try_registering(
    *, actor: User, workshop: Workshop, people: Iterable[User], wish: Wish, now: datetime
) -> list[Outcome]:
    """What would become of each, by doing it and taking it back."""
    said: dict[str, Any] = {"actor": actor, "workshop": workshop, "people": people, "wish": wish}
    return tried_out(lambda: register_others(**said, now=now), now=now)


def outcome_of(person: User, said: dict[str, Any], now: datetime, key: str) -> Outcome:
    try:
        registration = register(user=person, **said, now=now, key=key)
    except Refusal as refusal:
        words = [OF_ANOTHER[one] for one in OF_ANOTHER if isinstance(refusal, one)]
        return Outcome(person, why_not=words[0] if words else refusal.message)
    return Outcome(person, registration)
