"""Where an answer worked in practice, as the page says it (row 28)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts.models import User
from discussions.models.post import Post, Worked

FRESH = timedelta(days=365)  # older evidence says little about today's rules


@dataclass(frozen=True)
class Evidence:
    """`units` where it works as it reads now, since when last, and how many confirmed it before."""

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
    for row in Worked.objects.filter(post__in=versions):
        rows[row.post_id].append(row)
    return {pk: summed(found, versions[pk], user, now) for pk, found in rows.items()}


def summed(rows: list[Worked], version: int, user: User, now: datetime) -> Evidence:
    fresh = [row for row in rows if row.version == version and row.at > now - FRESH]
    return Evidence(
        units=len({row.unit_id for row in fresh}),
        last=max((row.at for row in fresh), default=None),
        before=len(rows) - len(fresh),
        is_mine=any(row.user_id == user.pk for row in fresh),
    )
