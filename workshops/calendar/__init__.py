from workshops.calendar.entries import calendar_of, local_span
from workshops.calendar.feeds import feed_of
from workshops.calendar.letters import (
    calendar_parts,
    changes_of,
    dates_of,
    directions_of,
    reminder_parts,
)

__all__ = [
    "calendar_of",
    "calendar_parts",
    "changes_of",
    "dates_of",
    "directions_of",
    "feed_of",
    "local_span",
    "reminder_parts",
]
