"""How the questions of a unit fare: what its leaders see, and what they can do about it (row 87).

A question that was asked without a name belongs to no unit, so it is in no figure and no list.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.conf import settings
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from accounts.models import User
from competencies.models import Area
from discussions.models.post import Answer
from discussions.models.thread import Thread, ThreadArea, ThreadQuerySet

LONG = timedelta(days=3)  # without an answer (ux 2.7)


@dataclass(frozen=True)
class Figures:
    """Of the questions of a span; `answered` by others, `first_answer` is their median."""

    asked: int
    answered: int
    solved: int
    first_answer: timedelta | None

    @property
    def answered_share(self) -> str | None:
        return self.share(self.answered)

    @property
    def solved_share(self) -> str | None:
        return self.share(self.solved)

    def share(self, part: int) -> str | None:
        """`86%`, or None where nothing was asked."""
        return f"{round(100 * part / self.asked)}%" if self.asked else None


def asked_in(units: Collection[int], user: User) -> ThreadQuerySet:
    """Of the unit's people, as every leader may see them."""
    return Thread.objects.visible_to(user).asked_in(units).filter(hidden_at=None)


def figures_of(
    questions: ThreadQuerySet, now: datetime, span: timedelta
) -> tuple[Figures, Figures]:
    """Of the span until now, and of the one before it: one query, the median by Python.

    An answer of the asker's own is no help that was waited for.
    """
    answers = Answer.objects.standing().filter(thread=OuterRef("pk"), hidden_at=None)
    answers = answers.exclude(author=OuterRef("author")).order_by("created_at")
    rows = questions.filter(created_at__gt=now - 2 * span).annotate(
        first_at=Subquery(answers.values("created_at")[:1])
    )
    found = list(rows.values_list("created_at", "best_answer", "first_at"))
    since = now - span
    return (
        figures([row for row in found if row[0] > since]),
        figures([row for row in found if row[0] <= since]),
    )


def figures(rows: list[tuple]) -> Figures:
    waits = [first - asked for asked, _best, first in rows if first]
    return Figures(
        asked=len(rows),
        answered=len(waits),
        solved=sum(best is not None for _asked, best, _first in rows),
        first_answer=median(waits) if waits else None,
    )


def long_unanswered(questions: ThreadQuerySet, now: datetime) -> ThreadQuerySet:
    return questions.unanswered().filter(created_at__lte=now - LONG).longest_waiting_first()


def long_unsolved(questions: ThreadQuerySet, now: datetime) -> ThreadQuerySet:
    """Answered, nothing chosen, and silent for as long as a moderator waits (settled.md 21)."""
    silence = timedelta(days=settings.FORUM_MODERATOR_SILENCE_DAYS)
    silent = questions.without_solution().filter(last_activity_at__lte=now - silence)
    return silent.longest_waiting_first()


@dataclass(frozen=True)
class AskedArea:
    """How often an area was asked about, and how many of these questions have no answer."""

    area: Area
    asked: int
    waiting: int


def areas_asked(questions: ThreadQuerySet, since: datetime, most: int) -> list[AskedArea]:
    """What is asked most comes first."""
    mine = questions.filter(created_at__gt=since)
    waiting = Count("pk", filter=Q(content_object__in=mine.unanswered().values("pk")))
    rows = ThreadArea.objects.filter(content_object__in=mine.values("pk"), tag__is_active=True)
    rows = rows.values_list("tag").annotate(asked=Count("pk"), waiting=waiting)
    found = list(rows.order_by("-asked", "tag__name")[:most])
    areas = Area.objects.in_bulk([pk for pk, _asked, _waiting in found])
    return [AskedArea(areas[pk], asked, waiting) for pk, asked, waiting in found]


def helpers_in(units: Collection[int], user: User, since: datetime) -> QuerySet:
    """The unit's people who answered somebody since then, by name."""
    answers = Answer.objects.visible_to(user).filter(created_at__gt=since, hidden_at=None)
    people = User.objects.active().filter(unit__in=units, pk__in=answers.values("author"))
    return people.order_by("name", "pk")


def thankable(questions: ThreadQuerySet, user: User) -> QuerySet:
    """Named answers to the unit's people by others, the newest first."""
    answers = Answer.objects.visible_to(user).filter(thread__in=questions, hidden_at=None)
    named = answers.filter(author__is_active=True).exclude(author=user)
    others = named.exclude(author=F("thread__author"))
    return others.select_related("author__unit", "thread__author").order_by("-created_at", "-pk")
