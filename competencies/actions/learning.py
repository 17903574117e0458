from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from competencies.models import LearningRecord

BATCH = 500  # rows of one statement


@dataclass(frozen=True)
class Credit:
    """What was learnt: whole JP, the form's code, and where it comes from (`registration:<id>`)."""

    jp: int
    form: str
    title: str
    held_on: date
    areas: str
    source: str
    evidence: str = ""


@transaction.atomic
def credit_learning(
    *, learnt: Collection[tuple[int, Credit]], verified_by: User, now: datetime
) -> None:
    """Adds the hours of these people (by id) once: a source that stands already stays as it is.

    The version rises with each crediting after a reversal (settled.md 29).
    """
    sources = [credit.source for _user, credit in learnt]
    earlier = LearningRecord.objects.filter(source__in=sources, reverses=None)
    standing = set(earlier.standing().values_list("source", flat=True))
    versions = Counter(earlier.values_list("source", flat=True))
    LearningRecord.objects.bulk_create(
        [
            LearningRecord(
                user_id=user,
                year=credit.held_on.year,
                jp=credit.jp,
                form=credit.form,
                title=credit.title[:200],
                held_on=credit.held_on,
                areas=credit.areas,
                source=credit.source,
                source_version=versions[credit.source] + 1,
                evidence=credit.evidence,
                verified_by=verified_by,
                at=now,
            )
            for user, credit in learnt
            if credit.source not in standing
        ],
        batch_size=BATCH,
    )


@transaction.atomic
def reverse_learning(*, sources: Collection[str], verified_by: User, now: datetime) -> None:
    """Takes the hours of these sources back by negative rows; where nothing stands, none."""
    standing = LearningRecord.objects.filter(source__in=sources).standing()
    LearningRecord.objects.bulk_create(
        [
            LearningRecord(
                user_id=one.user_id,
                year=one.year,
                jp=-one.jp,
                form=one.form,
                title=one.title,
                held_on=one.held_on,
                areas=one.areas,
                source=one.source,
                source_version=one.source_version,
                reverses=one,
                verified_by=verified_by,
                at=now,
            )
            for one in standing.order_by("pk")
        ],
        batch_size=BATCH,
    )
