from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q

from accounts.models import User
from competencies.models import Area
from discussions import live, notices
from discussions.actions.attaching import attach
from discussions.actions.citing import cite_rules
from discussions.actions.first import note_first_text
from discussions.actions.following import start_following
from discussions.actions.indexing import index_thread
from discussions.models import (
    Attachment,
    Post,
    SealedAsker,
    Thread,
    ThreadRank,
    ThreadSeen,
    signature_of,
)
from foundation.markdown import RENDERER, render_markdown
from foundation.once import once
from foundation.sealing import mark_of, seal
from notifications.telling import telling

TWICE = timedelta(hours=1)


@dataclass(frozen=True)
class QuestionText:
    """What the asker wrote: a title, a body in Markdown, and one to three areas."""

    title: str
    body: str
    areas: Sequence[Area]
    is_sealed: bool = False  # without the asker's name (settled.md 23)
    attached: Sequence[Attachment] | None = None  # None leaves them as they are
    reason: str = ""  # why it was edited


def ask_question(*, author: User, text: QuestionText, now: datetime, key: str = "") -> Thread:
    """Publishes the question and tells those who follow its areas."""
    with telling(now=now), once(user=author, key=key, makes=Thread, now=now) as sending:
        if made := asked_before(author, text, sending.made, now):
            return sending.keep(made)
        thread = Thread.objects.create(
            title=text.title,
            author=None if text.is_sealed else author,
            sealed_mark=mark_of(author.pk) if text.is_sealed else "",
            unit=None if text.is_sealed else author.unit,
            created_at=now,
            last_activity_at=now,
        )
        ThreadRank.objects.create(thread=thread)
        thread.areas.add(*text.areas)
        opening = add_post(
            thread=thread,
            kind=Post.Kind.OPENING,
            no=1,
            by=signature_of(thread),
            body=text.body,
            now=now,
        )
        start_following(
            user=author, thread=thread, reason=ThreadSeen.Reason.ASKED, now=now, wrote=1
        )
        attach(opening, text.attached)
        if text.is_sealed:
            seal_asker(author, thread)
        note_first_text(opening, now=now)
        index_thread(thread, now=now)
        notices.question_asked(thread)
        notices.mentioned(opening, thread)
        notices.unit_called(opening, thread)
        live.question_asked(thread, author)
        return sending.keep(thread)


def seal_asker(author: User, thread: Thread) -> None:
    """Their own pages find it by the read mark; the opening of the seal by the ciphertext."""
    ThreadSeen.objects.filter(user=author, thread=thread).update(is_sealed_asker=True)
    SealedAsker.objects.create(thread=thread, ciphertext=seal(str(author.pk)))


def asked_before(
    author: User, text: QuestionText, made: Thread | None, now: datetime
) -> Thread | None:
    """The same words from the same form, or within the hour, are the same question.

    Other words on a form that browser Back brought again are another question, never dropped.
    """
    same = Thread.objects.asked_by(author).filter(title=text.title, deleted_at=None)
    same = same.filter(posts__no=1, posts__body=text.body)
    is_recent = Q(created_at__gte=now - TWICE)
    return same.filter(is_recent | Q(public_id=made.public_id) if made else is_recent).first()


def add_post(
    *, thread: Thread, kind: str, no: int, by: dict[str, Any], body: str, now: datetime
) -> Post:
    """A post with its HTML, rendered once, and the rules that it names; `by` is a signature."""
    post = Post.objects.create(
        thread=thread,
        kind=kind,
        no=no,
        **by,
        body=body,
        body_html=render_markdown(body),
        renderer=RENDERER,
        created_at=now,
    )
    cite_rules(post)
    return post


def count_in(thread: Thread, now: datetime) -> None:
    """Room for one more answer: its number, and the counts that follow."""
    thread.highest_no = F("highest_no") + 1
    thread.answer_count = F("answer_count") + 1
    thread.version = F("version") + 1
    thread.last_activity_at = now
    thread.save()
    thread.refresh_from_db()
