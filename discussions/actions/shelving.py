""" "Mulai di sini": what newcomers to an area read first."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from competencies.models import Area
from discussions.actions.guiding import GuideIsRetired
from discussions.models import Guide, ShelfItem, Thread
from foundation.refusals import Refusal


class ShelfIsFull(Refusal):
    message = _("Five things stand on the shelf of %(area)s already. Take one off there first.")


@transaction.atomic
def put_on_shelf(
    *,
    actor: User,
    areas: Iterable[Area],
    thread: Thread | None = None,
    guide: Guide | None = None,
    now: datetime,
) -> None:
    """At most five in each area, in all of `areas` or in none; twice changes nothing."""
    if guide and guide.retired_at:
        raise GuideIsRetired
    chosen = Area.objects.filter(pk__in=[one.pk for one in areas])
    for area in chosen.select_for_update().order_by("pk"):
        if ShelfItem.objects.filter(area=area, thread=thread, guide=guide).exists():
            continue
        if area.shelf.standing().count() >= ShelfItem.MOST:
            raise ShelfIsFull(ShelfIsFull.message % {"area": area})
        last = area.shelf.aggregate(last=Max("place"))["last"] or 0
        by = {"added_by": actor, "at": now}
        ShelfItem.objects.create(area=area, thread=thread, guide=guide, place=last + 1, **by)


@transaction.atomic
def move_on_shelf(*, item: ShelfItem, place: int) -> None:
    """To this place, counted from 1, among what stands there; twice changes nothing.

    The places of the whole shelf are written under the area's lock, so that two who move at
    once leave one order. What does not stand just now keeps its place behind the others.
    """
    area = Area.objects.select_for_update().get(pk=item.area_id)
    shelf = list(area.shelf.all())
    if item not in shelf:
        return  # taken off meanwhile
    there = set(area.shelf.standing().values_list("pk", flat=True))
    order = [one for one in shelf if one.pk in there and one != item]
    order.insert(max(place - 1, 0), item)
    order += [one for one in shelf if one not in order]
    for number, one in enumerate(order, 1):
        one.place = number
    ShelfItem.objects.bulk_update(order, ["place"])


def take_off_shelf(*, item: ShelfItem) -> None:
    item.delete()
