"""What time does by itself: solved questions close, askers are reminded to choose."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q

from discussions import notices
from discussions.actions.keeping import Verb, record_curation, save
from discussions.models import Thread
from notifications.telling import telling

SLICE = 200  # questions of one round; the next round takes the rest


def close_solved(*, now: datetime) -> int:
    """Closes what is solved and silent for `FORUM_CLOSE_SOLVED_DAYS`; 0 closes nothing (row 27)."""
    if not settings.FORUM_CLOSE_SOLVED_DAYS:
        return 0
    before = now - timedelta(days=settings.FORUM_CLOSE_SOLVED_DAYS)
    due = Thread.objects.questions().solved().taking_answers().silent_since(before)
    closed = 0
    for pk in due.order_by("pk").values_list("pk", flat=True)[:SLICE]:
        with telling(now=now):
            thread = Thread.objects.select_for_update().get(pk=pk)
            if due.filter(pk=pk).exists():
                thread.closed_at = now
                save(thread, "closed_at")
                record_curation(thread, Verb.CLOSE_SOLVED, None, "", now)
                closed += 1
    return closed


def remind_askers(*, now: datetime) -> int:
    """Once, and only an asker who can still choose (row 21, defect 6)."""
    before = now - timedelta(days=settings.FORUM_REMIND_ASKER_DAYS)
    asked = Q(author__is_active=True) | ~Q(sealed_mark="")
    due = Thread.objects.unminded().filter(asked).silent_since(before)
    reminded = 0
    for pk in due.order_by("pk").values_list("pk", flat=True)[:SLICE]:
        with telling(now=now):
            thread = Thread.objects.select_for_update().get(pk=pk)
            if thread.is_open and not thread.is_solved and thread.reminded_at is None:
                thread.reminded_at = now
                thread.save(update_fields=["reminded_at"])
                notices.choice_due(thread)
                reminded += 1
    return reminded
