from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

AHEAD = timedelta(days=40)  # the longest row of days off is shorter
SATURDAY, SUNDAY, FRIDAY = 5, 6, 4
WORK_STARTS, FAST_STARTS, FAST_ENDS = time(7, 30), time(8), time(15)  # Perpres 21/2023
NOON = time(12)
FRIDAY_BREAK = (NOON, time(13, 30))


class SpecialDayQuerySet(models.QuerySet):
    def between(self, first, last):
        return self.filter(date__range=(first, last))

    def in_order(self):
        return self.order_by("date", "kind")


class SpecialDay(models.Model):
    """A day on which offices work otherwise than the week says (domain.md 1.16 and 5).

    For everybody, or for a unit and those below it. What an admin wrote is locked: from then on
    the library says nothing about that day.
    """

    class Kind(models.TextChoices):
        NATIONAL_HOLIDAY = "national", gettext_lazy("National holiday")
        JOINT_LEAVE = "joint", gettext_lazy("Joint leave")
        REGIONAL_HOLIDAY = "regional", gettext_lazy("Holiday of the region")
        REPLACEMENT_WORKDAY = "workday", gettext_lazy("Working day in place of another")
        RAMADAN = "ramadan", gettext_lazy("Working hours of Ramadan")
        COMMEMORATION = "commemoration", gettext_lazy("Commemoration, no day off")

    date = models.DateField(gettext_lazy("date"))
    kind = models.CharField(gettext_lazy("kind"), max_length=13, choices=Kind)
    name = models.CharField(gettext_lazy("name"), max_length=120)
    source = models.CharField(gettext_lazy("source"), max_length=200, blank=True)
    locked_at = models.DateTimeField(null=True, blank=True, editable=False)
    unit = models.ForeignKey(
        "accounts.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=gettext_lazy("unit"),
        help_text=gettext_lazy("Empty: everybody."),
    )

    objects = SpecialDayQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("special day")
        verbose_name_plural = gettext_lazy("work calendar")
        constraints = [
            models.UniqueConstraint(
                fields=["date", "kind"],
                condition=Q(unit=None),
                name="special_day_once_per_kind",
            ),
            models.UniqueConstraint(
                fields=["date", "kind", "unit"], name="special_day_once_per_kind_and_unit"
            ),
        ]

    def __str__(self):
        return f"{self.date} {self.name}"

    @property
    def is_off(self):
        kinds = self.Kind
        return self.kind in (kinds.NATIONAL_HOLIDAY, kinds.JOINT_LEAVE, kinds.REGIONAL_HOLIDAY)


@dataclass(frozen=True)
class WorkCalendar:
    """What the days around some dates are, read once."""

    known: dict[date, list[SpecialDay]]

    @classmethod
    def around(cls, days: Iterable[date], unit_ids: Collection[int]) -> "WorkCalendar":
        """Of everybody's days and those of these units; also what follows, to find a free day."""
        known, days = defaultdict(list), list(days)
        if days:
            rows = SpecialDay.objects.between(min(days), max(days) + AHEAD).in_order()
            for row in rows.filter(Q(unit=None) | Q(unit__in=unit_ids)):
                known[row.date].append(row)
        return cls(dict(known))

    def of(self, day: date) -> list[SpecialDay]:
        return self.known.get(day, [])

    def is_off(self, day: date) -> bool:
        """A holiday, whatever the week says."""
        return any(row.is_off for row in self.of(day)) and not self.replaces(day)

    def replaces(self, day: date) -> bool:
        """A working day in place of another."""
        return any(row.kind == SpecialDay.Kind.REPLACEMENT_WORKDAY for row in self.of(day))

    def is_working(self, day: date) -> bool:
        if self.replaces(day):
            return True
        return day.weekday() < SATURDAY and not self.is_off(day)

    def working_days(self, first: date, last: date) -> int:
        """Between two days, the first not counted."""
        days = (first + timedelta(days=step) for step in range(1, (last - first).days + 1))
        return sum(map(self.is_working, days))

    def after(self, day: date, days: int) -> date:
        """So many working days later."""
        while days:
            day += timedelta(days=1)
            days -= self.is_working(day)
        return day

    def next_working_day(self, day: date) -> date | None:
        following = (day + timedelta(days=step) for step in range(1, AHEAD.days))
        return next((one for one in following if self.is_working(one)), None)

    def remarks(self, day: date, start: time | None, end: time | None) -> list[str]:
        """What a host should know of a session on that day; nothing of it forbids."""
        return [*self.of_the_day(day, start), *self.of_the_hours(day, start, end)]

    def of_the_day(self, day: date, start: time | None) -> list[str]:
        if self.is_working(day):
            return []
        if names := [row.name for row in self.of(day) if row.is_off]:
            return [_("%(name)s: no working day.") % {"name": name} for name in names]
        if day.weekday() == SUNDAY and (start is None or start < NOON):
            return [_("Sunday morning: many go to church, and offices are closed.")]
        return [_("%(name)s: no working day.") % {"name": date_format(day, "l")}]

    def of_the_hours(self, day: date, start: time | None, end: time | None) -> list[str]:
        if not start or not end:
            return []
        end, found = time.max if end == time.min else end, []  # 00.00 is the midnight that ends it
        if day.weekday() == FRIDAY and start < FRIDAY_BREAK[1] and end > FRIDAY_BREAK[0]:
            found.append(_("Crosses the break for Friday prayers, 12.00–13.30."))
        if any(row.kind == SpecialDay.Kind.RAMADAN for row in self.of(day)):
            if start < FAST_STARTS or end > FAST_ENDS:
                found.append(_("In Ramadan offices work from 08.00 to 15.00."))
        elif start < WORK_STARTS:
            found.append(_("Begins before working hours, 07.30."))
        return found


def remarks_on(spans: Iterable[Any], unit_ids: Collection[int]) -> list[tuple[date, str]]:
    """What a host should know of these times before they are announced, each with its day."""
    times = [(localtime(one.starts_at), localtime(one.ends_at)) for one in spans]
    known = WorkCalendar.around([start.date() for start, _end in times], unit_ids)
    return [
        (start.date(), remark)
        for start, end in times
        for remark in known.remarks(start.date(), start.time(), end.time())
    ]
