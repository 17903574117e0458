"""Workshops of a table become drafts; nothing is published by it (row J8)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from accounts.models import User
from notifications.telling import telling
from workshops.actions.announcing import announce_workshop
from workshops.actions.plan import WorkshopPlan
from workshops.actions.trying import tried_out
from workshops.models import Workshop, remarks_on


@dataclass(frozen=True)
class Imported:
    """What became of one workshop of the table, by its row: a new draft, or what is there."""

    row: int
    workshop: Workshop
    is_new: bool
    plan: WorkshopPlan
    remarks: Sequence[tuple[date, str]] = ()  # of the work calendar


def import_workshops(
    *, host: User, plans: Mapping[int, WorkshopPlan], now: datetime
) -> list[Imported]:
    """In one transaction; the same table twice, or in two tabs, makes nothing twice."""
    with telling(now=now):
        User.objects.select_for_update().get(pk=host.pk)
        return [imported(host, row, plan, now) for row, plan in plans.items()]


def try_importing(
    *, host: User, plans: Mapping[int, WorkshopPlan], now: datetime
) -> list[Imported]:
    """What would become of each, by doing it and taking it back."""
    return tried_out(lambda: import_workshops(host=host, plans=plans, now=now), now=now)


def imported(host: User, row: int, plan: WorkshopPlan, now: datetime) -> Imported:
    if known := same_as(plan):
        return Imported(row, known, is_new=False, plan=plan)
    made = announce_workshop(host=host, plan=plan, publish=False, now=now)
    remarks = remarks_on(plan.spans, host.units_above(plan.unit.pk))
    return Imported(row, made, is_new=True, plan=plan, remarks=remarks)


def same_as(plan: WorkshopPlan) -> Workshop | None:
    """Of the same unit, title and beginning, and not called off."""
    found = Workshop.objects.filter(unit=plan.unit, title=plan.title).with_dates()
    found = found.exclude(status=Workshop.Status.CANCELLED)
    begins = plan.spans[0].starts_at if plan.spans else None
    return found.filter(first_start=begins).order_by("pk").first()
