from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from accounts.models import User
from competencies.models import Area, AreaFollow


def follow_area(*, user: User, area: Area, now: datetime) -> AreaFollow:
    follow, _is_new = AreaFollow.objects.update_or_create(
        user=user,
        area=area,
        defaults={"level": AreaFollow.Level.WATCHING},
        create_defaults={"level": AreaFollow.Level.WATCHING, "since": now},
    )
    return follow


def mute_area(*, user: User, area: Area, now: datetime) -> AreaFollow:
    """Nothing of it is told, even where another area that one follows stands beside it."""
    level = {"level": AreaFollow.Level.MUTED}
    follow, _is_new = AreaFollow.objects.update_or_create(
        user=user, area=area, defaults=level, create_defaults=level | {"since": now}
    )
    return follow


def unfollow_area(*, user: User, area: Area) -> None:
    AreaFollow.objects.filter(user=user, area=area).delete()


@transaction.atomic
def choose_areas(*, user: User, areas: Iterable[Area], now: datetime) -> list[Area]:
    """Follows exactly these areas from now on."""
    chosen = list(areas)
    watching = AreaFollow.objects.filter(user=user, level=AreaFollow.Level.WATCHING)
    watching.exclude(area__in=chosen).delete()
    for area in chosen:
        follow_area(user=user, area=area, now=now)
    return chosen
