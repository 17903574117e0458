from workshops.calendar.entries import calendar_of, local_span

__all__ = ["calendar_of", "local_span"]
