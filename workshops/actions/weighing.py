"""How a waiting list is ordered by need is said before registration opens, and stays so."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foundation.refusals import Refusal
from workshops.models import WeightEvent, Workshop

Change = tuple[int | None, int | None]


class WeightsAreFixed(Refusal):
    message = _("Registration has opened, so the order of the waiting list stays as it is.")


def weigh(workshop: Workshop, points: int | None, *, by: User, now: datetime) -> None:
    """Behind the lock; the plan writes it."""
    if points == workshop.unit_points:
        return
    if workshop.has_opened(now):
        raise WeightsAreFixed
    log_weight(workshop, (workshop.unit_points, points), by=by, now=now)


def log_weight(
    workshop: Workshop, change: Change, *, by: User, now: datetime, is_refused: bool = False
) -> None:
    before, after = change
    WeightEvent.objects.create(
        workshop=workshop,
        before=before,
        after=after,
        is_refused=is_refused,
        actor=by,
        at=now,
    )
