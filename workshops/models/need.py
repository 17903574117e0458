"""Who of a waiting list needs a seat most, where its host orders it by need (decision 0039).

One formula, in the database: who moves up, the place shown and the host's list follow the same.
"""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Greatest, Least
from django.utils.translation import ngettext

from accounts.models import User
from competencies.models import LearningRecord

POINTS = 100
JP_OF_YEAR = 20  # for everybody, whatever the own target is
CODE = "need"


class WeightEvent(models.Model):
    """The append-only log of how a waiting list is ordered: who set or wanted which weight, when.

    `before` and `after` are points for the unit; empty is the order of coming.
    """

    workshop = models.ForeignKey("workshops.Workshop", models.PROTECT, related_name="weight_events")
    before = models.PositiveSmallIntegerField(null=True)
    after = models.PositiveSmallIntegerField(null=True)
    is_refused = models.BooleanField(default=False)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self):
        return f"{self.workshop_id}: {self.before} → {self.after}"


@dataclass(frozen=True)
class Precedence:
    """Why somebody moved up before others, as the log of the registration keeps it.

    The points say how many JP a person has, so people read only that it was by need.
    """

    points: int
    passed: int  # who came earlier and still waits
    most_passed: int  # their highest points

    @property
    def code(self) -> str:
        return f"{CODE}:{self.points}:{self.passed}:{self.most_passed}"

    @staticmethod
    def words(reason: str) -> str:
        """The sentence for a reason that is such a code, else nothing."""
        parts = reason.split(":")
        if len(parts) != 4 or parts[0] != CODE or not parts[2].isdecimal():
            return ""
        people = int(parts[2])
        return ngettext(
            "By need, before %(people)d person who came earlier.",
            "By need, before %(people)d people who came earlier.",
            people,
        ) % {"people": people}


def with_need(people: QuerySet, workshop, today: date, user: str = "") -> QuerySet:
    """Points of people, or of registrations by their `user__`: `unit_need`, `jp_need`, `need`.

    Whole numbers, so that both databases and the page say the same. Who has no unit has no
    points for it.
    """
    unit, weight = OuterRef(f"{user}unit"), workshop.unit_points
    staff = numbered(User.objects.active().filter(unit=unit), "unit", Count("pk"))
    seats = workshop.registrations.seated().filter(user__unit=unit)
    held = workshop.held.standing().filter(unit=unit)
    seated = numbered(seats, "user__unit", Count("pk")) + numbered(held, "unit", Sum("left"))
    records = LearningRecord.objects.filter(user=OuterRef(f"{user}pk"), year=today.year)
    jp = numbered(records, "user", Sum("jp"))
    missing = Greatest(Least(Value(JP_OF_YEAR) - jp, JP_OF_YEAR), 0)
    return people.annotate(
        unit_need=Value(weight) * Greatest(staff - seated, 0) / Greatest(staff, 1),
        jp_need=Value(POINTS - weight) * missing / JP_OF_YEAR,
        need=F("unit_need") + F("jp_need"),
    )


def numbered(rows: QuerySet, key: str, total) -> Coalesce:
    """One number of these rows, which all have the same `key`; none is 0."""
    found = rows.order_by().values(key).annotate(total=total).values("total")
    return Coalesce(Subquery(found, output_field=models.IntegerField()), 0)


def line_of(workshop, today: date) -> QuerySet:
    """Those who wait, in the order in which they move up."""
    waiting = workshop.registrations.waiting()
    if not workshop.orders_by_need:
        return waiting.in_line()
    return with_need(waiting, workshop, today, "user__").order_by("-need", "line_no")


def people_of(workshop, today: date) -> QuerySet:
    """All registrations as the host reads them, those who wait in that order."""
    people = workshop.registrations.all()
    if not workshop.orders_by_need:
        return people.in_groups()
    return with_need(people, workshop, today, "user__").in_groups("need")


def need_of(user: User, workshop, today: date) -> User:
    """The person with the points, whether registered or not."""
    return with_need(User.objects.filter(pk=user.pk), workshop, today).get()


def number_of(registration, today: date) -> int:
    """The place in the line of somebody who waits; 1 is the next."""
    line = line_of(registration.workshop, today).values_list("pk", flat=True)
    return list(line).index(registration.pk) + 1


def ahead_of(person: User, workshop, today: date, line_no: int | None) -> int:
    """How many in the line stand before the person, who came as `line_no` or would come last."""
    more = Q(need__gt=person.need)
    earlier = Q(need=person.need, line_no__lt=line_no) if line_no else Q(need=person.need)
    return line_of(workshop, today).filter(more | earlier).count()
