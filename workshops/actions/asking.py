from datetime import datetime

from accounts.models import User
from discussions.actions import QuestionText, ask_question
from discussions.models import Thread
from notifications.telling import telling
from workshops import notices
from workshops.models import Workshop, WorkshopQuestion


def ask_at_workshop(
    *, author: User, workshop: Workshop, text: QuestionText, now: datetime, key: str = ""
) -> Thread:
    """An ordinary question that also stands on the workshop's page; the host hears of it."""
    with telling(now=now):
        thread = ask_question(author=author, text=text, now=now, key=key)
        _link, is_new = WorkshopQuestion.objects.get_or_create(workshop=workshop, thread=thread)
        if is_new:
            notices.question_asked(workshop, thread)
        return thread
