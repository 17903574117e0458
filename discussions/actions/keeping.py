"""Closing, removing and bringing back: nothing is lost, and the ledger says who and why."""

from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from discussions import live, notices
from discussions.actions.curation import refuse_locked_answer, withdraw_solution
from discussions.actions.indexing import index_thread
from discussions.actions.locking import lock_post
from discussions.models import (
    Comment,
    CurationEvent,
    Duplicate,
    Post,
    Thread,
    ThreadSeen,
    shown_actor,
    signature_of,
)
from discussions.models.seen import numbers_in
from foundation.refusals import Refusal
from notifications.actions import take_back
from notifications.telling import telling

Verb = CurationEvent.Verb


class QuestionHasAnswers(Refusal):
    message = _("Someone has answered meanwhile; the question belongs to both now.")


class QuestionIsMerged(Refusal):
    message = _("This question went on in another one; its answers are there.")


class WordsAreGone(Refusal):
    message = _("This was removed long ago; its words are gone for good.")


class AnswerStandsAlready(Refusal):
    message = _("Its author has written another answer meanwhile; only one can stand.")


def close_question(*, actor: User, thread: Thread, reason: str, now: datetime) -> Thread:
    """Takes no more answers; the asker hears why. Closing twice changes nothing."""
    with telling(now=now):
        thread = Thread.objects.select_for_update().get(pk=thread.pk)
        if thread.closed_at is None:
            thread.closed_at, thread.closed_reason = now, reason
            thread.closed_by = shown_actor(actor, thread)
            record_curation(thread, Verb.CLOSE, actor, reason, now)
            save(thread, "closed_at", "closed_by", "closed_reason")
            notices.question_closed(thread, actor)
            live.thread_changed(thread, "question-closed")
        return thread


def reopen_question(*, actor: User, thread: Thread, now: datetime) -> Thread:
    with telling(now=now):
        thread = Thread.objects.select_for_update().get(pk=thread.pk)
        if thread.closed_at is not None:
            duplicate = Duplicate.objects.filter(thread=thread).select_related("of").first()
            Duplicate.objects.filter(thread=thread).delete()  # it is a question of its own again
            thread.closed_at, thread.closed_by, thread.closed_reason = None, None, ""
            record_curation(thread, Verb.REOPEN, actor, "", now)
            save(thread, "closed_at", "closed_by", "closed_reason")
            for changed in [thread, duplicate.of] if duplicate else [thread]:
                index_thread(changed, now=now)
            live.thread_changed(thread, "question-reopened")
        return thread


def set_slow(*, actor: User, thread: Thread, is_slow: bool, now: datetime) -> Thread:
    """A heated talk takes one comment per person in ten minutes (row 69)."""
    with telling(now=now):
        thread = Thread.objects.select_for_update().get(pk=thread.pk)
        if thread.is_slow != is_slow:
            thread.is_slow = is_slow
            thread.save(update_fields=["is_slow"])
            record_curation(thread, Verb.SLOW if is_slow else Verb.FAST, actor, "", now)
            live.thread_changed(thread, "question-slowed")
        return thread


def delete_question(
    *, actor: User, thread: Thread, role: str, reason: str, now: datetime
) -> Thread:
    """Nobody finds it any more; its address says that it was removed, and why.

    `role` is as whom: the asker only while nobody has answered, or a moderator.
    """
    with telling(now=now):
        thread = Thread.objects.select_for_update().get(pk=thread.pk)
        is_question = thread.kind == Thread.Kind.QUESTION
        if role != "moderator" and is_question and thread.answer_count:
            raise QuestionHasAnswers
        if thread.deleted_at is None:
            thread.deleted_at, thread.deleted_reason = now, reason
            record_curation(thread, Verb.DELETE, actor, reason, now)
            save(thread, "deleted_at", "deleted_reason")
            index_thread(thread, now=now)
            notices.question_deleted(thread, actor)
            live.thread_changed(thread, "question-deleted")
        return thread


def restore_question(*, actor: User, thread: Thread, now: datetime) -> Thread:
    with telling(now=now):
        thread = Thread.objects.select_for_update().get(pk=thread.pk)
        if thread.merged_into_id:
            raise QuestionIsMerged
        if not thread.posts.get(no=1).body:
            raise WordsAreGone
        if thread.deleted_at is not None:
            thread.deleted_at, thread.deleted_reason = None, ""
            record_curation(thread, Verb.RESTORE, actor, "", now)
            save(thread, "deleted_at", "deleted_reason")
            index_thread(thread, now=now)
        return thread


def delete_answer(*, actor: User, answer: Post, role: str, reason: str, now: datetime) -> Post:
    """Takes it off the page; a best solution is withdrawn first. Its author hears why.

    `role` is SolutionEvent.Role: as whom the actor removes it.
    """
    with telling(now=now):
        thread, answer = lock_post(answer)
        if answer.deleted_at is None:
            refuse_locked_answer(thread, answer, role)
            withdraw_solution(thread, answer, actor=actor, role=role, reason=reason, now=now)
            answer.deleted_at, answer.deleted_reason = now, reason
            answer.save(update_fields=["deleted_at", "deleted_reason"])
            count_answer(thread, -1)
            forget_news_of(answer, now)
            record_curation(thread, Verb.DELETE_ANSWER, actor, reason, now, about=answer)
            index_thread(thread, now=now)
            notices.answer_deleted(answer, actor)
            live.answer_deleted(answer)
        return answer


def restore_answer(*, actor: User, answer: Post, now: datetime) -> Post:
    with telling(now=now):
        thread, answer = lock_post(answer)
        if not answer.body:
            raise WordsAreGone
        if answer.deleted_at is not None:
            others = thread.posts.standing().filter(kind=Post.Kind.ANSWER)
            has_name = answer.author_id or answer.sealed_mark
            if has_name and others.filter(**signature_of(answer)).exists():
                raise AnswerStandsAlready
            answer.deleted_at, answer.deleted_reason = None, ""
            answer.save(update_fields=["deleted_at", "deleted_reason"])
            count_answer(thread, 1)
            record_curation(thread, Verb.RESTORE_ANSWER, actor, "", now, about=answer)
            index_thread(thread, now=now)
            live.changed(answer, "answer-restored")
        return answer


def forget_news_of(answer: Post, now: datetime) -> None:
    """Who has not read it yet is no longer told of it, and keeps no unread mark because of it."""
    thread = answer.thread
    seen = ThreadSeen.objects.filter(thread=thread)
    before = seen.filter(last_read_no__lt=answer.no)
    ahead = list(before.exclude(read_ahead="").select_for_update().order_by("pk"))
    knew = [row.user_id for row in ahead if answer.no in numbers_in(row.read_ahead)]
    unread = before.exclude(user__in=knew).values("user")
    take_back(kind=notices.ANSWER_POSTED, about=thread, recipients=unread, now=now)
    standing = list(thread.posts.standing().order_by("no").values_list("no", flat=True))
    seen.filter(last_read_no__gte=standing[-1]).update(last_read_no=thread.highest_no)
    for row in ahead:
        if row.read((), standing=standing, highest=thread.highest_no):
            row.save(update_fields=["last_read_no", "read_ahead"])


def count_answer(thread: Thread, change: int) -> None:
    thread.answer_count = F("answer_count") + change
    save(thread, "answer_count")
    thread.refresh_from_db(fields=["answer_count"])


def save(thread: Thread, *fields: str) -> None:
    """With a new version, so that cached rows are drawn again."""
    thread.version += 1
    thread.save(update_fields=[*fields, "version"])


def record_curation(
    thread: Thread,
    verb: str,
    actor: User | None,
    reason: str,
    now: datetime,
    about: Post | Comment | None = None,
) -> None:
    comment = about if isinstance(about, Comment) else None
    CurationEvent.objects.create(
        thread=thread,
        post=comment.post if comment else about,
        comment=comment,
        verb=verb,
        actor=shown_actor(actor, thread, about),
        reason=reason,
        at=now,
    )


def record_outside(post: Post, verb: str, actor: User, reason: str, now: datetime) -> None:
    """What was not done in this question: a sealed asker is named here as in every other."""
    CurationEvent.objects.create(
        thread=post.thread, post=post, verb=verb, actor=actor, reason=reason, at=now
    )
