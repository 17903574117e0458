"""Two orders of the list (discussions.md 2.2): what is lively, and what waits for an answer.

hot  = (helpful marks + 2 * people who wrote + me-too, each within a week) / (hours still + 2)^1.2
need = hours waited^0.7 * (1 + me-too) / (1 + answers), while the question is open and unsolved
"""

from collections import Counter
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from discussions.models import Helpful, MeToo, Post, Thread, ThreadRank

RECENT = timedelta(days=7)
SLICE = 500


def rank_threads(*, now: datetime) -> int:
    """Writes every rank that is not zero, in slices; returns how many. The others become zero."""
    since = now - RECENT
    liveliness = Counter(counted(Helpful.objects.filter(at__gt=since), "post__thread"))
    liveliness.update(counted(MeToo.objects.filter(at__gt=since), "thread"))
    wrote = Post.objects.standing().filter(created_at__gt=since)
    people = wrote.values("thread").annotate(count=Count("author", distinct=True))
    liveliness.update({row["thread"]: 2 * row["count"] for row in people.order_by()})
    questions = Thread.objects.questions().filter(deleted_at=None)
    waiting = Q(best_answer=None, closed_at=None, locked_at=None)
    ranked = questions.filter(waiting | Q(pk__in=list(liveliness)))
    ranks = [rank_of(thread, liveliness[thread.pk], now) for thread in ranked.iterator()]
    told = ThreadRank.objects.filter(Q(hot__gt=0) | Q(need__gt=0))
    told.exclude(pk__in=[rank.pk for rank in ranks]).update(hot=0, need=0)
    ThreadRank.objects.bulk_create(
        ranks,
        batch_size=SLICE,
        update_conflicts=True,
        unique_fields=["thread"],
        update_fields=["hot", "need"],
    )
    return len(ranks)


def counted(rows: QuerySet, field: str) -> dict[int, int]:
    return dict(rows.order_by().values_list(field).annotate(Count("pk")))


def rank_of(thread: Thread, lively: int, now: datetime) -> ThreadRank:
    still = max((now - thread.last_activity_at) / timedelta(hours=1), 0)
    waited = max((now - thread.created_at) / timedelta(hours=1), 0)
    needs = thread.is_open and not thread.is_solved
    need = waited**0.7 * (1 + thread.me_too_count) / (1 + thread.answer_count)
    return ThreadRank(thread=thread, hot=lively / (still + 2) ** 1.2, need=need if needs else 0)
