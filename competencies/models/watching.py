"""Who hears of an area: people by their own choice, units by an admin's (row 51)."""

from collections import defaultdict
from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Unit, User
from accounts.models.user import units_below
from competencies.models.area import Area, AreaFollow


class UnitFollow(models.Model):
    """Everybody in a unit and below it hears of an area, except who chose otherwise for it.

    Nobody gets a row for it: whoever joins the unit hears of it, whoever leaves it no longer does.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="area_follows")
    area = models.ForeignKey(Area, models.CASCADE, related_name="unit_follows")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "area"], name="unit_follows_once")]

    def __str__(self):
        return f"{self.unit_id} {self.area_id}"


def watchers_of(areas: QuerySet | Iterable) -> QuerySet:
    """Active people who hear of one of the areas (their keys); whoever muted one hears nothing."""
    rows = AreaFollow.objects.filter(area__in=areas)
    wanted = Q(pk__in=rows.filter(level=AreaFollow.Level.WATCHING).values("user"))
    for area_id, unit_ids in units_of(areas).items():
        chosen = AreaFollow.objects.filter(area=area_id, user=OuterRef("pk"))
        wanted |= Q(~Exists(chosen), unit__in=unit_ids)
    muted = rows.filter(level=AreaFollow.Level.MUTED)
    return User.objects.active().filter(wanted).exclude(pk__in=muted.values("user"))


def units_of(areas: QuerySet | Iterable) -> dict[int, frozenset[int]]:
    """By area, the units that follow it with all below them."""
    roots = defaultdict(set)
    for area_id, unit_id in UnitFollow.objects.filter(area__in=areas).values_list("area", "unit"):
        roots[area_id].add(unit_id)
    if not roots:
        return {}
    parents = dict(Unit.objects.values_list("pk", "parent_id"))
    return {area_id: units_below(units, parents) for area_id, units in roots.items()}
