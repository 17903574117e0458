from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from discussions import live, notices
from discussions.actions.indexing import index_thread
from discussions.models import Post, Solution, SolutionEvent, Thread
from foundation.refusals import Refusal
from notifications.telling import telling


class AnswerIsOutdated(Refusal):
    message = _("This answer is marked as outdated. It must be brought up to date first.")


class AnswerIsGone(Refusal):
    message = _("This answer is no longer there. Choose another one.")


def accept_answer(
    *, actor: User, answer: Post, kind: str, reason: str = "", now: datetime
) -> Solution:
    """Pins the best solution and writes the ledger; a second choice replaces the first.

    `kind` is Solution.Kind: as whom the actor chooses. Choosing the same again changes nothing.
    """
    with telling(now=now):
        thread = Thread.objects.select_for_update().get(pk=answer.thread_id)
        answer = Post.objects.select_for_update().get(pk=answer.pk)
        is_there = not (thread.deleted_at or answer.deleted_at or answer.hidden_at)
        if not is_there or answer.kind != Post.Kind.ANSWER:
            raise AnswerIsGone
        if answer.outdated_at:
            raise AnswerIsOutdated
        if thread.best_answer_id == answer.pk:
            return answer.solution
        by = {"actor": actor, "actor_role": kind, "reason": reason, "at": now}
        for replaced in thread.solutions.all():
            record(replaced.post, SolutionEvent.Verb.REPLACE, by)
            replaced.delete()
        solution = Solution.objects.create(
            thread=thread, post=answer, kind=kind, accepted_by=actor, accepted_at=now
        )
        record(answer, SolutionEvent.Verb.ACCEPT, by)
        thread.best_answer = answer
        thread.version += 1
        thread.save(update_fields=["best_answer", "version"])
        index_thread(thread, now=now)
        notices.answer_accepted(answer, actor)
        live.answer_accepted(answer)
        return solution


def unaccept_answer(*, actor: User, answer: Post, role: str, now: datetime) -> Post:
    """Takes a choice back, a slip of the finger above all; the ledger keeps both."""
    with telling(now=now):
        thread = Thread.objects.select_for_update().get(pk=answer.thread_id)
        answer = Post.objects.select_for_update().get(pk=answer.pk)
        answer.thread = thread
        if thread.best_answer_id == answer.pk:
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
    if thread.best_answer_id != answer.pk:
        return
    by = {"actor": actor, "actor_role": role, "reason": reason, "at": now}
    record(answer, SolutionEvent.Verb.WITHDRAW, by)
    answer.solution.delete()
    thread.best_answer = None
    thread.save(update_fields=["best_answer"])


def record(post: Post, verb: str, by: dict) -> None:
    SolutionEvent.objects.create(thread_id=post.thread_id, post=post, verb=verb, **by)
