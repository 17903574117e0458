"""Verbs on foundation's own tables."""

from datetime import datetime, timedelta

from foundation.models import ScheduledRun, SentForm

REPEAT_WINDOW = timedelta(hours=24)  # ux 4.2: the server ignores repeats for a day


def forget_old_rows(*, now: datetime) -> int:
    """Removes keys of forms and slots of the schedule that nobody asks for any more."""
    forms, _per_table = SentForm.objects.filter(sent_at__lt=now - REPEAT_WINDOW).delete()
    slots, _per_table = ScheduledRun.objects.filter(due_at__lt=now - timedelta(days=30)).delete()
    return forms + slots
