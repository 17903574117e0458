"""What people say against a text. Enough weight hides it until moderators decide."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from competencies.models import Area
from competencies.permissions import can_moderate_areas
from discussions import live, notices
from discussions.actions.first import open_review
from discussions.actions.hiding import hide
from discussions.actions.thread import PostIsGone
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


def report_text(
    *, reporter: User, about: Post | Comment, kind: str, note: str, now: datetime
) -> Review:
    """Once per person and text, though a graver second word counts.

    What shows personal data is hidden at once.
    """
    with telling(now=now):
        thread = Thread.objects.select_for_update().get(pk=thread_of(about).pk)
        about = type(about)._base_manager.select_for_update().get(pk=about.pk)
        if about.deleted_at or thread.deleted_at:
            raise PostIsGone
        refuse_flood(reporter, thread.shown_areas, now)
        review = open_review(Review.Kind.REPORT, about, thread, now)
        report, is_new = Report.objects.get_or_create(
            review=review,
            reporter=reporter,
            defaults={"kind": kind, "note": note, "weight": weight_of(reporter, thread), "at": now},
        )
        is_worse = not is_new and kind in AT_ONCE and report.kind not in AT_ONCE
        if is_worse:
            report.kind, report.note = kind, note or report.note
            report.weight = weight_of(reporter, thread)
            report.save(update_fields=["kind", "note", "weight"])
        if is_new or is_worse:
            review.score = sum(review.reports.values_list("weight", flat=True))
            review.save(update_fields=["score"])
            if review.score >= HIDES_AT or (kind in AT_ONCE and hides_at_once(report, thread)):
                hide(about, thread, actor=None, reason="", now=now)
            notices.text_reported(review, reporter)
            live.queue_changed()
        return review


def hides_at_once(report: Report, thread: Thread) -> bool:
    """Not what leaders announce, not what was left standing before, and few at a time.

    Else one member could take down the forum; more people, or a moderator, still hide it.
    """
    if report.weight in (0, MODERATOR):
        return bool(report.weight)
    if thread.kind == Thread.Kind.ANNOUNCEMENT:
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


def weight_of(reporter: User, thread: Thread) -> int:
    """By role, and nothing for those whose reports are hardly ever upheld."""
    areas = thread.shown_areas
    if can_moderate_areas(reporter, areas):
        return MODERATOR
    decided = Report.objects.filter(reporter=reporter).exclude(review__carried_out_at=None)
    verdicts = list(decided.values_list("review__decision", flat=True))
    upheld = sum(verdict != Review.Decision.KEEP for verdict in verdicts)
    if len(verdicts) >= DECIDED and upheld < UPHELD * len(verdicts):
        return 0
    solved = Solution.objects.filter(post__author=reporter, thread__area_items__tag__in=areas)
    return EXPERT if solved.exists() else MEMBER


def thread_of(about: Post | Comment) -> Thread:
    return about.thread if isinstance(about, Post) else about.post.thread
