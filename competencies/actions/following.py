from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from accounts.models import Unit, User
from competencies.models import Area, AreaFollow, UnitFollow


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


def unfollow_area(*, user: User, area: Area, now: datetime) -> None:
    """Also where the whole unit follows it: that one does not is a choice of one's own."""
    level = {"level": AreaFollow.Level.NORMAL}
    if UnitFollow.objects.filter(area=area, unit__in=user.unit_ids_above).exists():
        AreaFollow.objects.update_or_create(
            user=user, area=area, defaults=level, create_defaults=level | {"since": now}
        )
    else:
        AreaFollow.objects.filter(user=user, area=area).delete()


def subscribe_unit(*, actor: User, unit: Unit, area: Area, now: datetime) -> UnitFollow:
    """Everybody in the unit and below it hears of the area, except who chose otherwise (row 51)."""
    made = {"by": actor, "since": now}
    return UnitFollow.objects.get_or_create(unit=unit, area=area, defaults=made)[0]


def unsubscribe_unit(*, unit: Unit, area: Area) -> None:
    """What people chose for themselves stays."""
    UnitFollow.objects.filter(unit=unit, area=area).delete()


@transaction.atomic
def choose_areas(*, user: User, areas: Iterable[Area], now: datetime) -> list[Area]:
    """Follows exactly these areas from now on."""
    chosen = list(areas)
    for area in Area.objects.followed_by(user).exclude(pk__in=[one.pk for one in chosen]):
        unfollow_area(user=user, area=area, now=now)
    for area in chosen:
        follow_area(user=user, area=area, now=now)
    return chosen
