"""Closing, removing and bringing back: nothing is lost, and the ledger says who and why."""

from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from discussions import live, notices
from discussions.actions.curation import withdraw_solution
from discussions.actions.indexing import index_thread
from discussions.models import CurationEvent, Post, Thread
from foundation.refusals import Refusal
from notifications.telling import telling

Verb = CurationEvent.Verb


class AnswerStandsAlready(Refusal):
    message = _("Its author has written another answer meanwhile; only one can stand.")


def close_question(*, actor: User, thread: Thread, reason: str, now: datetime) -> Thread:
    """Takes no more answers; the asker hears why. Closing twice changes nothing."""
    with telling(now=now):
        thread = Thread.objects.select_for_update().get(pk=thread.pk)
        if thread.closed_at is None:
            thread.closed_at, thread.closed_reason = now, reason
            record(thread, Verb.CLOSE, actor, reason, now)
            save(thread, "closed_at", "closed_reason")
            notices.question_closed(thread, actor)
        return thread


def reopen_question(*, actor: User, thread: Thread, now: datetime) -> Thread:
    with telling(now=now):
        thread = Thread.objects.select_for_update().get(pk=thread.pk)
        if thread.closed_at is not None:
            thread.closed_at, thread.closed_reason = None, ""
            record(thread, Verb.REOPEN, actor, "", now)
            save(thread, "closed_at", "closed_reason")
        return thread


def delete_question(*, actor: User, thread: Thread, reason: str, now: datetime) -> Thread:
    """Nobody finds it any more; its address says that it was removed, and why."""
    with telling(now=now):
        thread = Thread.objects.select_for_update().get(pk=thread.pk)
        if thread.deleted_at is None:
            thread.deleted_at, thread.deleted_reason = now, reason
            record(thread, Verb.DELETE, actor, reason, now)
            save(thread, "deleted_at", "deleted_reason")
            index_thread(thread, now=now)
        return thread


def restore_question(*, actor: User, thread: Thread, now: datetime) -> Thread:
    with telling(now=now):
        thread = Thread.objects.select_for_update().get(pk=thread.pk)
        if thread.deleted_at is not None:
            thread.deleted_at, thread.deleted_reason = None, ""
            record(thread, Verb.RESTORE, actor, "", now)
            save(thread, "deleted_at", "deleted_reason")
            index_thread(thread, now=now)
        return thread


def delete_answer(*, actor: User, answer: Post, reason: str, now: datetime) -> Post:
    """Takes it off the page; a best solution is withdrawn first. Its author hears why."""
    with telling(now=now):
        thread = Thread.objects.select_for_update().get(pk=answer.thread_id)
        answer = Post.objects.select_for_update().get(pk=answer.pk)
        answer.thread = thread
        if answer.deleted_at is None:
            withdraw_solution(thread, answer, actor=actor, reason=reason, now=now)
            answer.deleted_at, answer.deleted_reason = now, reason
            answer.save(update_fields=["deleted_at", "deleted_reason"])
            count_answer(thread, -1)
            record(thread, Verb.DELETE_ANSWER, actor, reason, now, post=answer)
            index_thread(thread, now=now)
            notices.answer_deleted(answer, actor)
            live.answer_deleted(answer)
        return answer


def restore_answer(*, actor: User, answer: Post, now: datetime) -> Post:
    with telling(now=now):
        thread = Thread.objects.select_for_update().get(pk=answer.thread_id)
        answer = Post.objects.select_for_update().get(pk=answer.pk)
        if answer.deleted_at is not None:
            others = thread.posts.standing().filter(kind=Post.Kind.ANSWER)
            if answer.author_id and others.filter(author=answer.author_id).exists():
                raise AnswerStandsAlready
            answer.deleted_at, answer.deleted_reason = None, ""
            answer.save(update_fields=["deleted_at", "deleted_reason"])
            count_answer(thread, 1)
            record(thread, Verb.RESTORE_ANSWER, actor, "", now, post=answer)
            index_thread(thread, now=now)
        return answer


def count_answer(thread: Thread, change: int) -> None:
    thread.answer_count = F("answer_count") + change
    save(thread, "answer_count")
    thread.refresh_from_db(fields=["answer_count"])


def save(thread: Thread, *fields: str) -> None:
    """With a new version, so that cached rows are drawn again."""
    thread.version += 1
    thread.save(update_fields=[*fields, "version"])


def record(
    thread: Thread, verb: str, actor: User, reason: str, now: datetime, post: Post | None = None
) -> None:
    CurationEvent.objects.create(
        thread=thread, post=post, verb=verb, actor=actor, reason=reason, at=now
    )
