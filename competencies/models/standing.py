"""Where a person stands in a year: hours, target, and how they spread over areas."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from accounts.models import User
from competencies.models.area import Area
from competencies.models.learning import LearningRecord, LearningTarget

USUAL_TARGET = 20  # JP a year (PP 11/2017 jo. 17/2020), where no target is set


@dataclass(frozen=True)
class Standing:
    """JP of a year against the target, which is a floor for PNS and a cap for PPPK."""

    year: int
    jp: int
    target: int
    is_cap: bool

    @property
    def missing(self) -> int:
        return max(self.target - self.jp, 0)

    @property
    def shoots(self) -> int:
        """Filled shoots of the ring; above the target the number counts on."""
        return max(0, min(self.jp, self.target))


def standing_of(user: User, year: int) -> Standing:
    target = LearningTarget.objects.filter(employment=user.employment, year=year).first()
    return Standing(
        year=year,
        jp=LearningRecord.objects.of_year(user, year).total_jp(),
        target=target.jp if target else USUAL_TARGET,
        is_cap=bool(target and target.kind == LearningTarget.Kind.CAP),
    )


@dataclass(frozen=True)
class UnitStanding:
    """How many people a unit has, how many reached their year's target, and the mean of JP."""

    people: int
    reached: int
    mean: float


def standing_in(people: QuerySet, year: int) -> UnitStanding:
    """Of these people together; nobody is named."""
    mine = Q(learning_records__year=year)
    rows = people.annotate(jp=Coalesce(Sum("learning_records__jp", filter=mine), 0))
    found = list(rows.values_list("employment", "jp"))
    targets = dict(LearningTarget.objects.filter(year=year).values_list("employment", "jp"))
    reached = sum(jp >= targets.get(employment, USUAL_TARGET) for employment, jp in found)
    total = sum(jp for _employment, jp in found)
    return UnitStanding(len(found), reached, total / len(found) if found else 0)


def jp_by_area(records: list[LearningRecord]) -> list[tuple[Area, int]]:
    """Hours per area, most first; a record counts for its first area."""
    hours: Counter[str] = Counter()
    for record in records:
        hours[record.areas.split(",")[0]] += record.jp
    areas = {area.code: area for area in Area.objects.filter(code__in=hours)}
    return [(areas[code], jp) for code, jp in hours.most_common() if code in areas and jp > 0]
