"""What the form of a workshop shows of one that exists."""

from workshops.forms.reminders import initial_reminders
from workshops.forms.rules import initial_rules


def initial_of(workshop):
    """The form's fields for a workshop that exists."""
    pools = {pool.kind: pool.capacity for pool in workshop.pools.all()}
    names = (
        "title",
        "description",
        "form",
        "jp_reason",
        "mode",
        "room",
        "online_url",
        "unit",
    )
    return {name: getattr(workshop, name) for name in names} | {
        "areas": [area.pk for area in workshop.areas.all()],
        "jp": None if takes_usual_jp(workshop) else workshop.jp,
        "place": "" if workshop.room_id else workshop.place,
        "seats": pools.get("room", pools["total"]),
        "online_seats": pools.get("online"),
        "undecided": not workshop.sessions.standing().exists(),
        **initial_rules(workshop),
        **initial_reminders(workshop),
        "audience": workshop.audience.kind,
        "audience_units": list(workshop.audience.units.all()),
    }


def takes_usual_jp(workshop):
    """A draft with a number that nobody gave a reason for: its form of learning suggests it."""
    has_usual = workshop.form.jp_default is not None
    return workshop.is_draft and has_usual and not workshop.jp_reason


def initial_like(workshop):
    """The fields for a new one like it: everything but its dates, and JP as suggested anew."""
    initial = initial_of(workshop)
    dates = [
        f"{moment}_{part}" for moment in ("opens", "closes", "cancel") for part in ("on", "at")
    ]
    dates.append("undecided")
    if not workshop.jp_reason:
        dates.append("jp")  # it was suggested from them
    return {name: value for name, value in initial.items() if name not in dates}
