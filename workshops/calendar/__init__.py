from workshops.calendar.entries import calendar_of, local_span
from workshops.calendar.feeds import feed_of

__all__ = ["calendar_of", "feed_of", "local_span"]
