from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from competencies.models import LearningRecord


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
    *, user: User, credit: Credit, verified_by: User, now: datetime
) -> LearningRecord:
    """Adds the hours once: a source that stands already is left as it is.

    The version rises with each crediting after a reversal (settled.md 29).
    """
    earlier = LearningRecord.objects.filter(source=credit.source, reverses=None)
    standing = earlier.standing().first()
    if standing:
        return standing
    return LearningRecord.objects.create(
        user=user,
        year=credit.held_on.year,
        jp=credit.jp,
        form=credit.form,
        title=credit.title[:200],
        held_on=credit.held_on,
        areas=credit.areas,
        source=credit.source,
        source_version=earlier.count() + 1,
        evidence=credit.evidence,
        verified_by=verified_by,
        at=now,
    )


@transaction.atomic
def reverse_learning(*, source: str, verified_by: User, now: datetime) -> LearningRecord | None:
    """Takes the hours of a source back by a negative row; None where nothing stands."""
    standing = LearningRecord.objects.filter(source=source).standing().first()
    if standing is None:
        return None
    return LearningRecord.objects.create(
        user_id=standing.user_id,
        year=standing.year,
        jp=-standing.jp,
        form=standing.form,
        title=standing.title,
        held_on=standing.held_on,
        areas=standing.areas,
        source=standing.source,
        source_version=standing.source_version,
        reverses=standing,
        verified_by=verified_by,
        at=now,
    )
