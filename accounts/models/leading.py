from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime

from django.utils import timezone

from accounts.models.unit import Unit, UnitLeadership
from accounts.models.user import User, units_above


class Leaders:
    """Who leads units now and can sign in: `User.led_unit_ids` asked from the other side."""

    def __init__(self, unit_ids: Iterable[int | None], now: datetime):
        self.parents = dict(Unit.objects.values_list("pk", "parent_id"))
        above = set().union(*(units_above(unit, self.parents) for unit in unit_ids))
        rows = UnitLeadership.objects.current(timezone.localdate(now)).filter(
            unit__in=above, user__in=User.objects.able_to_sign_in(now)
        )
        self.led: dict[int, list[User]] = defaultdict(list)
        for row in rows.select_related("user").order_by("-since", "pk"):
            if row.user not in self.led[row.unit_id]:
                self.led[row.unit_id].append(row.user)

    def of(self, unit_id: int | None) -> set[User]:
        """Of the unit and of those to which it belongs."""
        return {one for unit in units_above(unit_id, self.parents) for one in self.led[unit]}

    def nearest(self, unit_id: int | None, but: Collection[int] = ()) -> list[User]:
        """Of the first unit on the way up that somebody else leads; maybe nobody."""
        seen: set[int] = set()
        while unit_id and unit_id not in seen:
            if found := [one for one in self.led[unit_id] if one.pk not in but]:
                return found
            seen.add(unit_id)
            unit_id = self.parents.get(unit_id)
        return []
