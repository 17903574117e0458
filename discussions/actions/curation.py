from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from discussions import live, notices
from discussions.actions.indexing import index_thread
from discussions.actions.locking import lock_post
from discussions.models import Post, Solution, SolutionEvent, Thread, shown_actor
from foundation.refusals import Refusal
from notifications.telling import telling


class AnswerIsOutdated(Refusal):
    message = _("This answer is marked as outdated. It must be brought up to date first.")


class CitesRevoked(Refusal):
    message = _("This answer rests on a rule that was revoked. It must be mended first.")


class AnswerIsGone(Refusal):
    message = _("This answer is no longer there. Choose another one.")


class SolutionIsLocked(Refusal):
    message = _("A moderator has locked the best solution. Write a comment if it is wrong.")


def accept_answer(
    *,
    actor: User,
    answer: Post,
    kind: str,
    reason: str = "",
    is_also: bool = False,
    now: datetime,
) -> Solution:
    """Pins the best solution and writes the ledger; a second choice replaces the first.

    `kind` is Solution.Kind: as whom the actor chooses. With `is_also` what was chosen stays, and
    this one solves the question too. Choosing the same again changes nothing.
    """
    with telling(now=now):
        thread, answer = lock_post(answer)
        refuse_unfit(thread, answer)
        refuse_locked(thread, kind)
        standing = thread.solutions.filter(post=answer).first()
        if standing and (is_also or thread.best_answer_id == answer.pk):
            return standing
        by = {"actor": actor, "actor_role": kind, "reason": reason, "at": now}
        for replaced in () if is_also else thread.solutions.all():
            record_choice(thread, replaced.post, SolutionEvent.Verb.REPLACE, by)
            replaced.delete()
        solution = Solution.objects.create(
            thread=thread,
            post=answer,
            kind=kind,
            accepted_by=shown_actor(actor, thread),
            accepted_at=now,
        )
        record_choice(thread, answer, SolutionEvent.Verb.ACCEPT, by)
        if not is_also or thread.best_answer_id is None:
            thread.best_answer = answer
        thread.version += 1
        thread.save(update_fields=["best_answer", "version"])
        index_thread(thread, now=now)
        notices.answer_accepted(answer, actor)
        live.answer_accepted(answer)
        return solution


def refuse_unfit(thread: Thread, answer: Post) -> None:
    """What is gone, outdated, or rests on a revoked rule is no solution."""
    is_there = not (thread.deleted_at or answer.deleted_at or answer.hidden_at)
    if not is_there or answer.kind != Post.Kind.ANSWER:
        raise AnswerIsGone
    if answer.outdated_at:
        raise AnswerIsOutdated
    if answer.has_citations and answer.citations.doubtful().exists():
        raise CitesRevoked


def unaccept_answer(*, actor: User, answer: Post, role: str, now: datetime) -> Post:
    """Takes a choice back, a slip of the finger above all; the ledger keeps both."""
    with telling(now=now):
        thread, answer = lock_post(answer)
        if thread.solutions.filter(post=answer).exists():
            refuse_locked(thread, role)
            withdraw_solution(thread, answer, actor=actor, role=role, reason="", now=now)
            thread.version += 1
            thread.save(update_fields=["version"])
            index_thread(thread, now=now)
            live.changed(answer, "solution-withdrawn")
        return answer


def withdraw_solution(
    thread: Thread, answer: Post, *, actor: User, role: str, reason: str, now: datetime
) -> None:
    """Takes the choice back when its answer leaves the page; the ledger keeps it."""
    solution = thread.solutions.filter(post=answer).first()
    if solution is None:
        return
    by = {"actor": actor, "actor_role": role, "reason": reason, "at": now}
    record_choice(thread, answer, SolutionEvent.Verb.WITHDRAW, by)
    solution.delete()
    notices.solution_withdrawn(answer, actor)
    if thread.best_answer_id == answer.pk:
        another = thread.solutions.order_by("accepted_at").first()
        thread.best_answer = another.post if another else None
        if thread.solution_locked_at and another is None:
            thread.solution_locked_at = None
            record_choice(thread, answer, SolutionEvent.Verb.UNLOCK, by)
        thread.save(update_fields=["best_answer", "solution_locked_at"])


def lock_solution(*, actor: User, thread: Thread, reason: str, now: datetime) -> Thread:
    """The asker can no longer change the choice; moderators can."""
    return set_lock(actor, thread, now, reason, now)


def unlock_solution(*, actor: User, thread: Thread, now: datetime) -> Thread:
    return set_lock(actor, thread, None, "", now)


def set_lock(
    actor: User, thread: Thread, locked_at: datetime | None, reason: str, now: datetime
) -> Thread:
    with telling(now=now):
        thread = Thread.objects.select_for_update().get(pk=thread.pk)
        is_change = bool(thread.solution_locked_at) != bool(locked_at)
        if is_change and thread.best_answer:
            thread.solution_locked_at = locked_at
            thread.save(update_fields=["solution_locked_at"])
            verb = SolutionEvent.Verb.LOCK if locked_at else SolutionEvent.Verb.UNLOCK
            by = {"actor": actor, "actor_role": "moderator", "reason": reason, "at": now}
            record_choice(thread, thread.best_answer, verb, by)
            live.changed(thread.best_answer, "solution-locked")
        return thread


def refuse_locked_answer(thread: Thread, answer: Post, role: str) -> None:
    """Taking a locked solution off the page would shed the lock."""
    if thread.solutions.filter(post=answer).exists():
        refuse_locked(thread, role)


def refuse_locked(thread: Thread, role: str) -> None:
    if thread.solution_locked_at and role != SolutionEvent.Role.MODERATOR:
        raise SolutionIsLocked


def record_choice(thread: Thread, post: Post, verb: str, by: dict) -> None:
    by = by | {"actor": shown_actor(by["actor"], thread, post)}
    SolutionEvent.objects.create(thread=thread, post=post, verb=verb, **by)
