from datetime import datetime

from accounts.models import User
from discussions.models import FoundAnswer, Thread


def find_answer(*, user: User, thread: Thread, asked: str, now: datetime) -> FoundAnswer:
    """Counts a question that need not be asked again, once per person."""
    found, _is_new = FoundAnswer.objects.get_or_create(
        user=user, thread=thread, defaults={"asked": asked, "at": now}
    )
    return found
