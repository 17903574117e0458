"""Dates that make sense for a workshop: in working hours, with its room and its people free."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from workshops.models.interest import DateOption
from workshops.models.session import Session
from workshops.models.special_day import WorkCalendar
from workshops.models.workshop import Workshop

NOTICE = timedelta(days=3)  # nobody is called from one day to the next
HORIZON = timedelta(days=31)
HOURS = [(time(8, 30), time(11, 30)), (time(13, 30), time(15))]  # after the roll call

Slot = tuple[datetime, datetime]


def sensible_slots(workshop: Workshop, today: date, unit_ids: Iterable[int]) -> list[Slot]:
    """Of the next month: no holiday, no hour that disturbs, nothing that is taken."""
    days = [today + NOTICE + timedelta(days=step) for step in range(HORIZON.days)]
    known = WorkCalendar.around(days, list(unit_ids))
    slots = [
        (moment(day, start), moment(day, end))
        for day in days
        for start, end in HOURS
        if not known.remarks(day, start, end)
    ]
    taken = taken_times(workshop, slots[0][0], slots[-1][1]) if slots else []
    return [slot for slot in slots if not any(overlaps(slot, one) for one in taken)]


def moment(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))


def taken_times(workshop: Workshop, start: datetime, end: datetime) -> list[Slot]:
    """When its room is taken, or its host or a facilitator is at another workshop."""
    people = [workshop.host_id, *workshop.facilitators.values_list("pk", flat=True)]
    others = Session.objects.between(start, end).exclude(workshop=workshop)
    taken = [
        (start, end) for _one, _at, start, end, _sits in others.where_are(people, holding=True)
    ]
    if workshop.room_id:
        announced = others.standing().filter(workshop__status=Workshop.Status.PUBLISHED)
        held = announced.with_held_room().filter(held_room=workshop.room_id)
        taken += held.values_list("starts_at", "ends_at")
    return taken


def overlaps(one: Slot, other: Slot) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def with_free_people(workshop: Workshop, now: datetime) -> list[DateOption]:
    """The options of its poll that are ahead, best first: when most of those who want to come can.

    Each with what count_people says, and `is_taken` where its room or its people were taken since
    it was offered.
    """
    interests = workshop.interests.filter(user__is_active=True)
    wanted = set(interests.values_list("user", flat=True))
    options = list(workshop.options.ahead(now).prefetch_related("voters"))
    if not options:
        return []
    first, last = min(one.starts_at for one in options), max(one.ends_at for one in options)
    said = {option: {one.pk for one in option.voters.all()} & wanted for option in options}
    silent = wanted.difference(*said.values())
    taken = taken_times(workshop, first, last)
    others = Session.objects.between(first, last).exclude(workshop=workshop)
    meanwhile = list(others.where_are(wanted))
    for option in options:
        slot = (option.starts_at, option.ends_at)
        option.is_taken = any(overlaps(slot, one) for one in taken)
        busy = {one for one, _at, start, end, _sits in meanwhile if overlaps(slot, (start, end))}
        count_people(option, wanted, silent, said[option], busy)
    return sorted(options, key=lambda one: (-one.likely, -one.votes, one.starts_at))


def count_people(option: DateOption, wanted: set, silent: set, chose: set, busy: set) -> None:
    """Of those who want to come, who is `busy` is at another workshop then.

    `votes` can come, who `cannot` chose other dates or is busy since, `silent` chose none at all;
    `free` are not busy, whatever they chose. `unchosen` answered with other dates.
    """
    answered = wanted - silent
    option.votes = len(chose - busy)
    option.cannot = len(answered) - option.votes
    option.silent = len(silent)
    option.free = len(wanted - busy)
    option.unchosen = len(answered - chose)
    option.likely = option.votes + len(silent - busy)
