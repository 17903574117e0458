"""A week as a table: sessions in lanes, each as wide as its days."""

from dataclasses import dataclass
from datetime import date, timedelta

from workshops.models.agenda import Day, by_day, is_near
from workshops.models.session import Session

WEEK = timedelta(days=7)


@dataclass
class Stretch:
    """A cell of a lane: a session over its days of the week, or a day without one."""

    days: list[date]
    session: Session | None = None


def week_from(text: str, today: date) -> date:
    """The Monday of a day such as `2026-11-26`, or of this week when it is no day near us."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = today
    return monday_of(day if is_near(day, today) else today)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week_days(first: date, sessions: list[Session], today: date) -> list[Day]:
    grouped = by_day(sessions, first, first + WEEK)
    days = (first + timedelta(days=step) for step in range(WEEK.days))
    return [Day(day, True, day == today, grouped.get(day, [])) for day in days]


def lanes_of(first: date, sessions: list[Session]) -> list[list[Stretch]]:
    """Each session in the first lane that is free from its first day on."""
    lanes: list[list[Stretch]] = []
    for session in sessions:
        days = [day for day in session.days if first <= day < first + WEEK]
        lane = next((one for one in lanes if one[-1].days[-1] < days[0]), None)
        if lane is None:
            lanes.append(lane := [])
        fill(lane, first, days[0])
        lane.append(Stretch(days, session))
    for lane in lanes:
        fill(lane, first, first + WEEK)
    return lanes


def fill(lane: list[Stretch], first: date, until: date) -> None:
    """Empty days up to the next session, or to the end of the week."""
    day = lane[-1].days[-1] + timedelta(days=1) if lane else first
    while day < until:
        lane.append(Stretch([day]))
        day += timedelta(days=1)
