"""What the agenda reads: the sessions of a span of days, grouped, and a month as a table.

A week as a table stands in week.py.
"""

import calendar
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from competencies.models import Area
from workshops.models.room import Room
from workshops.models.session import Session
from workshops.models.workshop import Workshop

FILTERS = {
    "": _("All"),
    "bidang": _("My areas"),
    "unit": _("My unit"),
    "terdaftar": _("My workshops"),
    "daring": _("Online"),
}
AHEAD = 120  # days of the agenda
MOST = 100  # sessions of the agenda
MOST_TO_PLAN = 500  # of a table, and of what rooms and facilitators have ahead
MOST_UNDECIDED = 10
MOST_OF_DAY = 3  # in the month's table; the list below it has them all
EVERYTHING = Q()
IN_ROOMS = Q(held_room__isnull=False, status=Session.Status.PLANNED)
LED = Q(
    workshop__in=Workshop.facilitators.through.objects.values("workshop"),
    status=Session.Status.PLANNED,
)


@dataclass
class Day:
    """A day of the month or week; `entries` are sessions."""

    date: date
    in_month: bool
    is_today: bool
    entries: list[Session]

    @property
    def shown(self):
        return self.entries[:MOST_OF_DAY]

    @property
    def more(self):
        return len(self.entries) - len(self.shown)


def month_from(text: str, today: date) -> date:
    """The first day of `2026-11`, or of this month when the text is no month near us."""
    try:
        first = datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007  a month has no zone
    except ValueError:
        return today.replace(day=1)
    return first if is_near(first, today) else today.replace(day=1)


def is_near(day: date, today: date) -> bool:
    return abs(day.year - today.year) <= 5


def shift_month(first: date, step: int) -> date:
    months = first.year * 12 + first.month - 1 + step
    return date(months // 12, months % 12 + 1, 1)


@dataclass
class Listed:
    """The first sessions of a span; where there are more, the page says up to when these are."""

    sessions: list[Session]
    has_more: bool

    @property
    def until(self):
        return self.sessions[-1].starts_at if self.has_more else None


@dataclass
class Group:
    """What a room or a person has ahead."""

    heading: str
    sessions: list[Session]


def listed_sessions(
    user, span: tuple[date, date], *, chosen: str, area=None, text: str = "", among: Q = EVERYTHING
) -> QuerySet[Session]:
    """Sessions that touch these days, in order; a query each for sessions, workshops, areas."""
    workshops = chosen_workshops(user, chosen=chosen, area=area).matching(text)
    sessions = Session.objects.between(*map(moment, span)).with_held_room().in_order()
    sessions = sessions.filter(among, workshop__in=workshops.values("pk"))
    return sessions.prefetch_related(Prefetch("workshop", workshops.with_areas()))


def first_of(sessions: QuerySet[Session], most: int) -> Listed:
    found = list(sessions[: most + 1])
    return Listed(found[:most], len(found) > most)


def without_date(user, *, chosen: str, area=None, text: str = ""):
    """Those that look for a date, the newest first."""
    found = chosen_workshops(user, chosen=chosen, area=area).matching(text)
    return found.filter(status=Workshop.Status.UNDECIDED).order_by("-published_at")[:MOST_UNDECIDED]


def chosen_workshops(user, *, chosen: str, area=None):
    """Announced ones of a filter, each with its seats and the reader's place."""
    workshops = Workshop.objects.visible_to(user).with_seats().with_my_seat(user)
    workshops = workshops.exclude(status=Workshop.Status.DRAFT)
    if area:
        workshops = workshops.in_areas([area])
    narrowed = {
        "bidang": lambda: workshops.in_areas(Area.objects.followed_by(user)),
        "unit": lambda: workshops.filter(unit__in=user.unit_ids_above | user.led_unit_ids),
        "terdaftar": lambda: workshops.exclude(my_state=None, my_part=None),
        "daring": lambda: workshops.filter(~Q(mode=Workshop.Mode.ONSITE)),
    }
    return narrowed.get(chosen, lambda: workshops)()


def moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def by_day(sessions: list[Session], start: date, end: date) -> dict[date, list[Session]]:
    """A session that lasts longer than a day stands on each of its days."""
    grouped = defaultdict(list)
    for session in sessions:
        for day in session.days:
            if start <= day < end:
                grouped[day].append(session)
    return dict(sorted(grouped.items()))


def by_room(sessions: list[Session]) -> list[Group]:
    """Of each room of the list, also of one in which nothing is ahead."""
    rooms = {
        room.pk: Group(f"{room}, {room.seats_in_words}", []) for room in Room.objects.in_order()
    }
    for session in sessions:
        if session.held_room in rooms:
            rooms[session.held_room].sessions.append(session)
    return list(rooms.values())


def by_facilitator(sessions: list[Session]) -> list[Group]:
    people: dict[int, Group] = {}
    prefetch_related_objects([session.workshop for session in sessions], "facilitators")
    for session in sessions:
        for person in session.workshop.facilitators.all():
            people.setdefault(person.pk, Group(person.full_name, [])).sessions.append(session)
    return sorted(people.values(), key=lambda group: group.heading)


def month_table(first: date, sessions: list[Session], today: date) -> list[list[Day]]:
    """Weeks from Monday (domain.md 4.3)."""
    grouped = by_day(sessions, *span_of_month(first))
    weeks = calendar.Calendar(firstweekday=0).monthdatescalendar(first.year, first.month)
    return [
        [Day(day, day.month == first.month, day == today, grouped.get(day, [])) for day in week]
        for week in weeks
    ]


def span_of_month(first: date) -> tuple[date, date]:
    weeks = calendar.Calendar(firstweekday=0).monthdatescalendar(first.year, first.month)
    return weeks[0][0], weeks[-1][-1] + timedelta(days=1)
