"""What was removed long ago loses its words for good; that it was there, and why not, stays."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from discussions.actions.attaching import throw_away
from discussions.actions.lapsing import withhold_suggestions
from discussions.models import Attachment, Comment, HeldAnswer, Post, Revision, Thread

SLICE = 200  # texts of one round; the next round takes the rest


def purge_removed(*, now: datetime) -> int:
    """After `FORUM_PURGE_DAYS`; 0 purges nothing (row 66). Returns how many texts lost their words.

    A merged question stays: the history of the one that it went into shows it.
    """
    if not settings.FORUM_PURGE_DAYS:
        return 0
    before = now - timedelta(days=settings.FORUM_PURGE_DAYS)
    gone = Q(deleted_at__lt=before)
    gone |= Q(thread__deleted_at__lt=before, thread__merged_into=None)
    due = list(Post.objects.filter(gone).exclude(body="").values_list("pk", flat=True)[:SLICE])
    with transaction.atomic():
        HeldAnswer.objects.filter(week__thread__deleted_at__lt=before).delete()
        for row in Attachment.objects.filter(post__in=due):
            throw_away(row)
        words = {"title": "", "body": "", "reason": ""}
        Revision.objects.filter(post__in=due).update(**words, is_withheld=True)
        withhold_suggestions(post__in=due)
        withhold_suggestions(decided_at__lt=before)
        Comment.objects.filter(Q(post__in=due) | Q(deleted_at__lt=before)).update(body="")
        Thread.objects.filter(posts__in=due, posts__no=1, deleted_at__lt=before).update(title="–")
        Post.objects.filter(pk__in=due).update(body="", body_html="", has_files=False)
    return len(due)
