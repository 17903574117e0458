"""What moderators decide about a text, how they share the queue, and how a slip is taken back.

A decision is carried out ten seconds after it was taken; until then it can be undone, because
nothing has happened yet (ux 2.8).
"""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from accounts.models import User
from discussions import live, notices
from discussions.actions.commenting import remove_comment
from discussions.actions.curation import withdraw_solution
from discussions.actions.hiding import hide, show
from discussions.actions.keeping import delete_answer, delete_question, save
from discussions.actions.redacting import mask_text
from discussions.actions.reporting import AT_ONCE
from discussions.actions.things import perform_on_thing
from discussions.models import Comment, Post, Review, Thread
from foundation.refusals import Refusal
from notifications.telling import telling

Decision = Review.Decision


class ReviewIsHeld(Refusal):
    """Somebody else looks at it now."""


class DecidedAlready(Refusal):
    """The second moderator hears who decided what."""


class TooLateToUndo(Refusal):
    message = _("This decision was carried out already. The history shows it.")


def claim_review(*, actor: User, review: Review, is_forced: bool = False, now: datetime) -> Review:
    """Ten minutes for one moderator; taking it over is said with `is_forced`."""
    with telling(now=now):
        review = locked(review, actor, now, is_forced=is_forced)
        review.claimed_by, review.claimed_until = actor, now + Review.CLAIM
        review.save(update_fields=["claimed_by", "claimed_until"])
        live.review_changed(review)
        return review


def decide_review(
    *, actor: User, review: Review, decision: str, reason: str, now: datetime
) -> Review:
    """`decision` is Review.Decision; refused when another decided or holds it."""
    with telling(now=now):
        review = locked(review, actor, now)
        review.decision, review.reason = decision, reason
        review.decided_by, review.decided_at = actor, now
        review.save(update_fields=["decision", "reason", "decided_by", "decided_at"])
        live.review_decided(review)
        later = carry_out_later.using(run_after=now + Review.UNDO)
        later.enqueue(review.pk, now.isoformat())
        return review


def undo_decision(*, actor: User, review: Review, now: datetime) -> Review:
    with telling(now=now):
        review = Review.objects.select_for_update().get(pk=review.pk)
        if review.carried_out_at:
            raise TooLateToUndo
        if review.decided_at and review.decided_by_id == actor.pk:
            review = with_newer(review, now)
            review.decision = ""  # the reason stays: it is in the form again
            review.decided_by, review.decided_at = None, None
            review.claimed_by, review.claimed_until = actor, now + Review.CLAIM
            review.save()
            live.review_changed(review)
        return review


def with_newer(review: Review, now: datetime) -> Review:
    """What was reported within the ten seconds stands in one review with the rest.

    That is the newer one where its ledger has begun already; the older one ends without effect.
    """
    same = Review.objects.filter(about_type=review.about_type, about_id=review.about_id)
    same = same.filter(kind=review.kind, decided_at=None).exclude(pk=review.pk)
    newer = same.select_for_update().first()
    if newer is None:
        return review
    if not newer.events.exists():
        join(newer, review)
        newer.delete()
        return review
    join(review, newer)
    review.decision, review.carried_out_at = Decision.KEEP, now
    review.save(update_fields=["decision", "carried_out_at"])
    newer.reason, newer.opened_at = review.reason, review.opened_at
    return newer


def join(one: Review, into: Review) -> None:
    """Of two reports by one person the graver stays."""
    graver = one.reports.filter(kind__in=AT_ONCE).values("reporter")
    into.reports.exclude(kind__in=AT_ONCE).filter(reporter__in=graver).delete()
    one.reports.exclude(reporter__in=into.reports.values("reporter")).update(review=into)
    one.reports.all().delete()
    into.score = sum(into.reports.values_list("weight", flat=True))


def locked(review: Review, actor: User, now: datetime, *, is_forced: bool = False) -> Review:
    # Without joins: PostgreSQL takes joined rows from before the wait for the lock.
    review = Review.objects.select_for_update().get(pk=review.pk)
    if review.decided_at:
        raise DecidedAlready(
            _("%(name)s decided this already: %(decision)s.")
            % {
                "name": review.decided_by and review.decided_by.name,
                "decision": review.decided_as,
            }
        )
    holder = review.holder(now)
    if holder and holder != actor and not is_forced:
        until = time_format(timezone.localtime(review.claimed_until), "H.i")
        raise ReviewIsHeld(
            _("%(name)s is looking at this until %(until)s.")
            % {"name": holder.name, "until": until}
        )
    return review


@task()
def carry_out_later(pk: int, decided_at: str) -> None:
    """Nothing to do when it was undone, or decided anew, meanwhile."""
    review = Review.objects.filter(pk=pk, decided_at=datetime.fromisoformat(decided_at)).first()
    if review:
        carry_out(review=review, now=timezone.now())


def carry_out_due(*, now: datetime) -> int:
    """What a worker that died left behind."""
    due = Review.objects.filter(carried_out_at=None, decided_at__lte=now - Review.UNDO)
    for review in due:
        carry_out(review=review, now=now)
    return len(due)


def carry_out(*, review: Review, now: datetime) -> None:
    """Once; a text that was removed meanwhile is left alone."""
    with telling(now=now):
        thread, review = locked_with_thread(review)
        if review.carried_out_at or not review.decided_at:
            return
        about = review.about
        if thread is None:
            perform_on_thing(review, now)
        elif about is not None and about.deleted_at is None:
            perform(review, about, thread, now)
        elif isinstance(about, Comment) and review.decision == Decision.REMOVE:
            about.deleted_by = review.decided_by  # its author does not bring it back any more
            about.save(update_fields=["deleted_by"])
        review.carried_out_at = now
        review.save(update_fields=["carried_out_at"])
        notices.report_decided(review)


def locked_with_thread(review: Review) -> tuple[Thread | None, Review]:
    """A merge, or a turn, can move the review to another thread while we wait for the lock."""
    thread_id = Review.objects.values_list("thread", flat=True).get(pk=review.pk)
    if thread_id is None:
        return None, Review.objects.select_for_update().get(pk=review.pk)
    while True:
        thread = Thread.objects.select_for_update().get(pk=thread_id)
        review = Review.objects.select_for_update().get(pk=review.pk)
        if review.thread_id == thread.pk:
            return thread, review
        thread_id = review.thread_id or thread_id


def perform(review: Review, about: Post | Comment, thread: Thread, now: datetime) -> None:
    by: dict[str, Any] = {"actor": review.decided_by, "reason": review.reason, "now": now}
    if review.decision == Decision.RETURN:
        if isinstance(about, Post) and about.kind == Post.Kind.ANSWER:
            # A solution that nobody can read solves nothing; the asker hears so.
            withdraw_solution(thread, about, role="moderator", **by)
            save(thread, "best_answer")
        hide(about, thread, **by)
    elif review.decision == Decision.REMOVE:
        remove(about, thread, by)
    else:
        if review.decision == Decision.MASK:
            mask_text(about, thread, **by)
        if review.kind == Review.Kind.REPORT and not others_wait(review):
            show(about, thread, **by)


def others_wait(review: Review) -> bool:
    """Somebody reported the same text anew after this decision was taken."""
    same = Review.objects.filter(about_type=review.about_type, about_id=review.about_id)
    return same.filter(kind=Review.Kind.REPORT, decided_at=None).exists()


def remove(about: Post | Comment, thread: Thread, by: dict) -> None:
    if isinstance(about, Comment):
        remove_comment(about, thread, **by)
    elif thread.merged_into_id:
        about.deleted_at, about.deleted_reason = by["now"], by["reason"]
        about.save(update_fields=["deleted_at", "deleted_reason"])
    elif about.kind == Post.Kind.OPENING:
        delete_question(thread=thread, role="moderator", **by)
    else:
        delete_answer(answer=about, role="moderator", **by)
