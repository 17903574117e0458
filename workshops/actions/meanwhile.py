"""Two hosts with one form: whoever comes second reads what the first one changed."""

from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from foundation.refusals import Refusal
from foundation.shown import changed_since, marks_of
from workshops.actions.plan import WorkshopPlan
from workshops.models import Workshop

# By the field of the form that says it.
COLUMNS = {
    **{name: (name,) for name in ("title", "description", "form", "jp", "jp_reason", "mode")},
    "place": ("room", "place"),
    "online_url": ("online_url",),
    "unit": ("unit",),
    "opens_on": ("registration_opens_at",),
    "closes_on": ("registration_closes_at",),
    "cancel_on": ("cancel_until",),
    **{name: (name,) for name in ("unit_limit", "has_waiting_list", "promotion_ends_hours")},
    "by_need": ("unit_points",),
    "approval": ("approval",),
    "holds_seats": ("holds_seats",),
}


class ChangedMeanwhile(Refusal):
    """`names` are the fields of what changed in `noun`."""

    message = _("Somebody changed this meanwhile. Open the form again.")

    def __init__(self, names: list[str], noun: Model):
        self.names, self.noun = names, noun
        super().__init__()


def refuse_older(workshop: Workshop, plan: WorkshopPlan, shown: str) -> None:
    """Behind the lock. Sent twice, the second finds what itself has changed, and passes."""
    fresh = Workshop.objects.select_related("audience").get(pk=workshop.pk)
    if names := changed_since(shown, facts_shown(fresh), facts_sent(plan)):
        raise ChangedMeanwhile(names, workshop)


def marks_shown(workshop: Workshop) -> str:
    return marks_of(facts_shown(workshop))


def facts_shown(workshop: Workshop) -> dict[str, Any]:
    standing = workshop.sessions.standing().values_list("starts_at", "ends_at", "own_room")
    audience, is_chosen = workshop.audience, workshop.reminders_chosen_at is not None
    return columns_of(workshop) | {
        "areas": keys(workshop.areas.all()),
        "sessions": sorted(standing),
        "seats": sorted(workshop.pools.values_list("kind", "capacity")),
        "audience": [audience.kind, keys(audience.units.all())],
        "entry": [workshop.entry, keys(workshop.entry_units.all())],
        "reminders": keys(workshop.reminder_rules.all()) if is_chosen else None,
    }


def facts_sent(plan: WorkshopPlan) -> dict[str, Any]:
    rules = plan.reminder_rules
    spans = [(one[0], one[1], getattr(one, "room", None)) for one in plan.spans]
    return columns_of(plan) | {
        "areas": keys(plan.areas),
        "sessions": sorted(spans, key=lambda one: one[:2]),
        "seats": sorted((str(kind), number) for kind, number in plan.seats.items()),
        "audience": [plan.audience, keys(plan.audience_units)],
        "entry": [plan.entry, keys(plan.entry_units)],
        "reminders": None if rules is None else keys(rules),
    }


def columns_of(row: Workshop | WorkshopPlan) -> dict[str, Any]:
    return {name: [getattr(row, one) for one in parts] for name, parts in COLUMNS.items()}


def keys(rows: Any) -> list[int]:
    return sorted(row.pk for row in rows)
