"""What people say against a text. Enough weight hides it until moderators decide."""

from datetime import datetime

from accounts.models import User
from competencies.permissions import can_moderate_areas
from discussions import live, notices
from discussions.actions.first import open_review
from discussions.actions.hiding import hide
from discussions.actions.thread import PostIsGone
from discussions.models import Comment, Post, Report, Review, Solution, Thread
from notifications.telling import telling

HIDES_AT = 4  # weight (discussions.md 2.6)
AT_ONCE = (Report.Kind.PERSONAL, Report.Kind.CLASSIFIED)
MEMBER, EXPERT, MODERATOR = 1, 2, 5
DECIDED, UPHELD = 5, 0.3  # from so many decided reports on, a smaller share upheld weighs nothing


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
        review = open_review(Review.Kind.REPORT, about, thread, now)
        report, is_new = Report.objects.get_or_create(
            review=review,
            reporter=reporter,
            defaults={"kind": kind, "note": note, "weight": weight_of(reporter, thread), "at": now},
        )
        is_worse = not is_new and kind in AT_ONCE and report.kind not in AT_ONCE
        if is_worse:
            report.kind, report.note = kind, note or report.note
            report.save(update_fields=["kind", "note"])
        if is_new or is_worse:
            review.score = sum(review.reports.values_list("weight", flat=True))
            review.save(update_fields=["score"])
            if review.score >= HIDES_AT or (kind in AT_ONCE and report.weight):
                hide(about, thread, actor=None, reason="", now=now)
            notices.text_reported(review, reporter)
            live.queue_changed()
        return review


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
