from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from competencies.models import Area
from discussions import live, notices
from discussions.actions.following import start_following
from discussions.actions.indexing import index_thread
from discussions.models import Post, Thread, ThreadSeen
from foundation.markdown import RENDERER, render_markdown
from foundation.once import once
from foundation.refusals import Refusal
from notifications.telling import telling


class ThreadIsLocked(Refusal):
    message = _("This question is closed; nothing can be added any more.")


@dataclass(frozen=True)
class QuestionText:
    """What the asker wrote: a title, a body in Markdown, and one to three areas."""

    title: str
    body: str
    areas: Sequence[Area]


def ask_question(*, author: User, text: QuestionText, now: datetime, key: str = "") -> Thread:
    """Publishes the question and tells those who follow its areas."""
    with telling(now=now), once(user=author, key=key, now=now) as sending:
        if sending.made:
            return sending.made
        thread = Thread.objects.create(
            title=text.title,
            author=author,
            unit=author.unit,
            created_at=now,
            last_activity_at=now,
        )
        thread.areas.add(*text.areas)
        add_post(
            thread=thread, kind=Post.Kind.OPENING, no=1, author=author, body=text.body, now=now
        )
        start_following(user=author, thread=thread, reason=ThreadSeen.Reason.ASKED, now=now)
        index_thread(thread, now=now)
        notices.question_asked(thread)
        live.question_asked(thread)
        return sending.keep(thread)


def add_post(*, thread: Thread, kind: str, no: int, author: User, body: str, now: datetime) -> Post:
    """A post with its HTML, rendered once."""
    return Post.objects.create(
        thread=thread,
        kind=kind,
        no=no,
        author=author,
        body=body,
        body_html=render_markdown(body),
        renderer=RENDERER,
        created_at=now,
    )
