"""The work calendar's days from the library; the library knows no day of Aceh (domain.md 5)."""

from datetime import date, datetime, timedelta

import holidays
from django.db import transaction
from django.utils import timezone

from workshops.models import SpecialDay

LIBRARY = "holidays"
KINDS = {
    holidays.PUBLIC: SpecialDay.Kind.NATIONAL_HOLIDAY,
    holidays.GOVERNMENT: SpecialDay.Kind.JOINT_LEAVE,
}
END_OF_RAMADAN = "Hari Raya Idul Fitri"
RAMADAN = 29  # days that are certain; the first may be one earlier


def renew_special_days(*, now: datetime) -> int:
    """Of this year and the next; a date that an admin wrote about keeps what is written.

    Says how many days it knows. What the library moved or dropped goes.
    """
    year = timezone.localdate(now).year
    found = {key: name for one in (year, year + 1) for key, name in days_of(one).items()}
    with transaction.atomic():
        common = SpecialDay.objects.filter(unit=None)
        written = set(common.exclude(locked_at=None).values_list("date", flat=True))
        ours = common.filter(locked_at=None, date__year__in=[year, year + 1])
        for row in ours:
            if (row.date, row.kind) not in found:
                row.delete()
        for (day, kind), name in found.items():
            if day not in written:
                fields = {"name": name, "source": source()}
                common.update_or_create(date=day, kind=kind, unit=None, defaults=fields)
    return len(found)


def days_of(year: int) -> dict[tuple[date, str], str]:
    """National holidays, joint leave and Ramadan."""
    found: dict[tuple[date, str], str] = {}
    for category, kind in KINDS.items():
        for day, name in holidays.Indonesia(
            years=year, categories=(category,), language="id"
        ).items():
            found[day, kind] = name.replace("; ", ", ")[:120]
            if name.startswith(END_OF_RAMADAN):
                for step in range(1, RAMADAN + 1):
                    found[day - timedelta(days=step), SpecialDay.Kind.RAMADAN] = "Ramadan"
    return found


def source() -> str:
    return f"{LIBRARY} {holidays.__version__}"
