"""What people say against a text. Enough weight hides it until moderators decide."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from competencies.models import Area
from competencies.permissions import can_moderate_areas
from discussions import live, notices
from discussions.actions.first import open_review
from discussions.actions.hiding import hide
from discussions.actions.locking import PostIsGone, lock_comment, lock_post
from discussions.actions.things import hide_thing, lock_thing, thing_of
from discussions.models import Comment, Post, Report, Review, Solution, Thread
from foundation.refusals import Refusal
from notifications.telling import telling

HIDES_AT = 4  # weight (discussions.md 2.6)
AT_ONCE = (Report.Kind.PERSONAL, Report.Kind.CLASSIFIED)
AT_ONCE_WAITING = 3  # texts that one member has hidden and nobody has looked at yet
FLOOD = 20  # reports of one member in a day
MEMBER, EXPERT, MODERATOR = 1, 2, 5
DECIDED, UPHELD = 5, 0.3  # from so many decided reports on, a smaller share upheld weighs nothing


class TooManyReports(Refusal):
    message = _("You have reported much today. Moderators look at it first; go on tomorrow.")


def report_text(*, reporter: User, about: Any, kind: str, note: str, now: datetime) -> Review:
    """Once per person and text or thing, though a graver second word counts.

    What shows personal data is hidden at once.
    """
    with telling(now=now):
        thread, about = lock_reported(about)
        areas = thread.shown_areas if thread else thing_of(about).areas_of(about)
        refuse_flood(reporter, areas, now)
        review = open_review(Review.Kind.REPORT, about, thread, now)
        report, is_new = Report.objects.get_or_create(
            review=review,
            reporter=reporter,
            defaults={"kind": kind, "note": note, "weight": weight_of(reporter, areas), "at": now},
        )
        is_worse = not is_new and kind in AT_ONCE and report.kind not in AT_ONCE
        if is_worse:
            report.kind, report.note = kind, note or report.note
            report.weight = weight_of(reporter, areas)
            report.save(update_fields=["kind", "note", "weight"])
        if is_new or is_worse:
            review.score = sum(review.reports.values_list("weight", flat=True))
            review.save(update_fields=["score"])
            if review.score >= HIDES_AT or (kind in AT_ONCE and hides_at_once(report, thread)):
                hide_reported(review, about, thread, now)
            notices.text_reported(review, reporter)
            live.review_changed(review)
        return review


def lock_reported(about: Any) -> tuple[Thread | None, Any]:
    """A text with its thread, or a thing that stands in none; refused when it is gone."""
    if not isinstance(about, Post | Comment):
        return None, lock_thing(about)
    thread, about = lock_post(about) if isinstance(about, Post) else lock_comment(about)
    if about.deleted_at or thread.deleted_at:
        raise PostIsGone
    return thread, about


def hide_reported(review: Review, about: Any, thread: Thread | None, now: datetime) -> None:
    if thread:
        hide(about, thread, actor=None, reason="", now=now)
    else:
        hide_thing(review, about, now=now)


def hides_at_once(report: Report, thread: Thread | None) -> bool:
    """Not what leaders announce, not what was left standing before, and few at a time.

    Else one member could take down the forum; more people, or a moderator, still hide it.
    """
    if report.weight in (0, MODERATOR):
        return bool(report.weight)
    if thread and thread.kind == Thread.Kind.ANNOUNCEMENT:
        return False
    own = Report.objects.filter(reporter=report.reporter, kind__in=AT_ONCE).exclude(pk=report.pk)
    same = {
        "review__about_type": report.review.about_type,
        "review__about_id": report.review.about_id,
    }
    if own.filter(review__decision=Review.Decision.KEEP, **same).exists():
        return False
    return own.filter(review__carried_out_at=None).count() < AT_ONCE_WAITING


def refuse_flood(reporter: User, areas: Collection[Area], now: datetime) -> None:
    lately = Report.objects.filter(reporter=reporter, at__gt=now - timedelta(days=1))
    if not can_moderate_areas(reporter, areas) and lately.count() >= FLOOD:
        raise TooManyReports


def weight_of(reporter: User, areas: Collection[Area]) -> int:
    """By role, and nothing for those whose reports are hardly ever upheld."""
    if can_moderate_areas(reporter, areas):
        return MODERATOR
    decided = Report.objects.filter(reporter=reporter).exclude(review__carried_out_at=None)
    verdicts = list(decided.values_list("review__decision", flat=True))
    upheld = sum(verdict != Review.Decision.KEEP for verdict in verdicts)
    if len(verdicts) >= DECIDED and upheld < UPHELD * len(verdicts):
        return 0
    solved = Solution.objects.filter(post__author=reporter, thread__area_items__tag__in=areas)
    return EXPERT if solved.exists() else MEMBER
