""" "Mulai di sini": what newcomers to an area read first."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
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
        ShelfItem.objects.create(area=area, thread=thread, guide=guide, added_by=actor, at=now)


def take_off_shelf(*, item: ShelfItem) -> None:
    item.delete()
