from collections.abc import Collection
from datetime import datetime

from accounts.models import User
from discussions.models import FoundAnswer, OpenedBefore, Thread


def find_answer(*, user: User, thread: Thread, asked: str, now: datetime) -> FoundAnswer:
    """Counts a question that need not be asked again, once per person."""
    found, _is_new = FoundAnswer.objects.get_or_create(
        user=user, thread=thread, defaults={"asked": asked, "at": now}
    )
    return found


def note_opened(*, asked: Thread, opened: Collection[str], now: datetime) -> list[OpenedBefore]:
    """What did not answer it, by public ids; sending the form twice notes it once.

    Nothing of a sealed question: what one person alone was led to would tell who asked.
    """
    if asked.sealed_mark:
        return []
    readable = Thread.objects.questions().filter(hidden_at=None, deleted_at=None)
    found = readable.filter(public_id__in=opened).exclude(pk=asked.pk)
    rows = [OpenedBefore(asked=asked, opened=one, at=now) for one in found]
    return OpenedBefore.objects.bulk_create(rows, ignore_conflicts=True)
