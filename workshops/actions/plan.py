"""What the announcement form says, as its verbs take it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.models import Unit
from competencies.models import Area, LearningForm
from foundation.markdown import render_markdown
from workshops.actions.scheduling import Span
from workshops.models import ReminderRule, Room, Workshop


@dataclass(frozen=True)
class WorkshopPlan:
    """Everything the announcement form says.

    `spans` are the sessions' starts and ends; `seats` gives the capacity by SeatPool.Kind, with
    `total`, and for a hybrid workshop `room` and `online` that add up to it.
    """

    title: str
    description: str
    areas: Sequence[Area]
    unit: Unit
    form: LearningForm
    mode: str
    place: str
    online_url: str
    spans: Sequence[Span]
    seats: dict[str, int]
    registration_closes_at: datetime | None
    jp: int
    jp_reason: str
    audience: str
    audience_units: Sequence[Unit] = ()
    room: Room | None = None
    registration_opens_at: datetime | None = None
    cancel_until: datetime | None = None
    has_waiting_list: bool = True
    promotion_ends_hours: int = 12
    approval: str = Workshop.Approval.NONE
    holds_seats: bool = True
    unit_limit: int | None = None
    unit_points: int | None = None  # by need; None is the order of coming
    entry: str = Workshop.Entry.EVERYBODY
    entry_units: Sequence[Unit] = ()
    reminder_rules: Sequence[ReminderRule] | None = None  # the usual ones

    @property
    def columns(self) -> dict:
        """What stands on the workshop's own row."""
        names = (
            *("title", "description", "unit", "form", "mode", "place", "room", "online_url"),
            *("jp", "jp_reason"),
            *("registration_opens_at", "registration_closes_at", "cancel_until"),
            *("has_waiting_list", "promotion_ends_hours"),
            *("approval", "holds_seats", "unit_limit", "unit_points", "entry"),
        )
        return {name: getattr(self, name) for name in names} | {
            "description_html": render_markdown(self.description)
        }


def write_plan(workshop: Workshop, plan: WorkshopPlan) -> None:
    for name, value in plan.columns.items():
        setattr(workshop, name, value)
    workshop.version += 1
    workshop.save(update_fields=[*plan.columns, "version"])
    if set(workshop.areas.all()) != set(plan.areas):
        # Areas first, by id, then what names them: so does whoever merges two.
        areas = Area.objects.filter(pk__in=[one.pk for one in plan.areas]).order_by("pk")
        list(areas.select_for_update(no_key=True))
        for found in (workshop, *workshop.materials.all()):
            found.areas.set(plan.areas, clear=True)
