"""Changes of a workshop, and who has seen them (idea 10 of workshops.md part 4)."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from accounts.models import User
from workshops.actions.scheduling import ASKING
from workshops.models import Workshop, WorkshopChange
from workshops.models.change import stored


def note_change(
    workshop: Workshop,
    facts: tuple[dict[str, Any], dict[str, Any]],
    changed: Collection[str],
    *,
    by: User,
    now: datetime,
) -> WorkshopChange:
    """Of what participants must know; whoever made it has seen it."""
    before, after = facts
    names = set(changed) & ASKING
    change = WorkshopChange.objects.create(
        workshop=workshop,
        no=workshop.version,
        at=now,
        by=by,
        before=stored(before, names),
        after=stored(after, names),
    )
    acknowledge_change(user=by, workshop=workshop, upto=change.no)
    return change


def acknowledge_change(*, user: User, workshop: Workshop, upto: int) -> None:
    """The tap "I have seen it"; what came after the page was drawn stays open."""
    newest = workshop.changes.filter(no__lte=upto).order_by("no").last()
    if newest is not None:
        places = workshop.registrations.active().filter(user=user, seen_change__lt=newest.no)
        places.update(seen_change=newest.no)
