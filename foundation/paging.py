"""Pages of long lists: `?hal=` up to a bound, with a capped count; never COUNT(*) of everything."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

SIZE = 20
LAST = 200  # pages; what is older is found by filters and search


@dataclass
class Page:
    """One page of a list: its rows, its number and how many pages there are (capped)."""

    rows: list[Any]
    number: int
    pages: int

    @property
    def has_more(self) -> bool:
        return self.number < self.pages

    @property
    def near(self) -> list[int | None]:
        """Numbers to link, with None for a gap."""
        wanted = {1, self.number - 1, self.number, self.number + 1, self.pages}
        numbers: list[int | None] = []
        for number in sorted(n for n in wanted if 1 <= n <= self.pages):
            if numbers and number - (numbers[-1] or 0) > 1:
                numbers.append(None)
            numbers.append(number)
        return numbers


def page_number(request: HttpRequest) -> int:
    """`?hal=`, bounded; anything else is the first page."""
    asked = request.GET.get("hal", "1")
    return min(max(int(asked), 1), LAST) if asked.isdecimal() and len(asked) < 6 else 1


def paged(queryset: QuerySet, request: HttpRequest, *, size: int = SIZE) -> Page:
    number = page_number(request)
    start = (number - 1) * size
    rows = list(queryset[start : start + size])
    reach = (
        queryset.order_by().values("pk")[: LAST * size].count() if start or len(rows) == size else 0
    )
    known = start + len(rows)
    return Page(rows, number, max(-(-max(reach, known) // size), 1))
