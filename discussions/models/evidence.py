"""Where an answer worked in practice, as the page says it (row 28)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from accounts.models import User
from discussions.models.post import Post, Worked
from discussions.models.sealing import is_sealed_asker
from discussions.models.thread import Thread

FRESH = timedelta(days=365)  # older evidence says little about today's rules


@dataclass(frozen=True)
class Evidence:
    """`units` where it works as it reads now, since when last, and how many confirmed it before.

    Whoever confirmed it without a name is one more unit: else the number would say whose.
    """

    units: int = 0
    last: datetime | None = None
    before: int = 0
    is_mine: bool = False

    @property
    def key(self) -> tuple:
        last = int(self.last.timestamp()) if self.last else 0
        return (self.units, last, self.before, self.is_mine)


NONE = Evidence()


def evidence_of(posts: Iterable[Post], user: User, now: datetime) -> dict[int, Evidence]:
    """By post; one query, and none where nobody confirmed anything."""
    versions = {post.pk: post.version for post in posts if post.worked_count}
    if not versions:
        return {}
    rows: dict[int, list[Worked]] = {pk: [] for pk in versions}
    for row in Worked.objects.filter(post__in=versions).select_related("sealed_in"):
        rows[row.post_id].append(row)
    return {pk: summed(found, versions[pk], user, now) for pk, found in rows.items()}


def confirmations_of(post: Post) -> QuerySet[Worked]:
    """Newest first, and whether each `is_earlier` than the words now."""
    rows = post.worked.select_related("user__unit", "unit").order_by("-at", "-pk")
    return rows.annotate(is_earlier=~Q(version=post.version))


def confirmed_by(user: User) -> QuerySet[Worked]:
    """Under the own name or without it; for the person alone."""
    asked = Thread.objects.asked_sealed_by(user)
    return Worked.objects.filter(Q(user=user) | Q(sealed_in__in=asked))


def is_confirmed_by(user: User, row: Worked) -> bool:
    return is_sealed_asker(user, row.sealed_in) if row.sealed_in else row.user_id == user.pk


def summed(rows: list[Worked], version: int, user: User, now: datetime) -> Evidence:
    fresh = [row for row in rows if row.version == version and row.at > now - FRESH]
    return Evidence(
        units=len({(row.unit_id, row.sealed_in_id) for row in fresh}),
        last=max((row.at for row in fresh), default=None),
        before=len(rows) - len(fresh),
        is_mine=any(is_confirmed_by(user, row) for row in fresh),
    )
