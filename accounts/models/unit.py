from collections.abc import Mapping

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class UnitQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by("name")

    def led_by(self, user):
        """Those that this person leads, in order; for an admin all."""
        units = self.in_order()
        return units if user.is_admin else units.filter(pk__in=user.led_unit_ids)

    def wholes(self) -> dict[int, int]:
        """By unit, the nearest at or above it that is no division: their people count together."""
        rows = self.values_list("pk", "parent", "kind")
        belongs = {pk: parent for pk, parent, kind in rows if kind == Unit.Kind.DIVISION}
        return {pk: whole_of(pk, belongs) for pk, _parent, _kind in rows}


class Unit(models.Model):
    """A part of the regency's government; units form a tree of some hundreds."""

    class Kind(models.TextChoices):
        REGENCY = "regency", _("Regency")
        SECRETARIAT = "secretariat", _("Secretariat")
        DIVISION = "division", _("Division")
        AGENCY = "agency", _("Agency")
        HOSPITAL = "hospital", _("Hospital")
        PUSKESMAS = "puskesmas", _("Puskesmas")
        SCHOOL = "school", _("School")
        DISTRICT = "district", _("District")
        VILLAGE = "village", _("Village")

    name = models.CharField(_("name"), max_length=150)
    slug = models.SlugField(max_length=80, unique=True)
    code = models.CharField(_("code"), max_length=30, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )

    objects = UnitQuerySet.as_manager()

    def __str__(self):
        return self.name


def whole_of(unit_id: int, belongs: Mapping[int, int | None]) -> int:
    """`belongs` says of each division to which unit it does."""
    passed: set[int] = set()
    while (above := belongs.get(unit_id)) and above not in passed:
        passed.add(unit_id)
        unit_id = above
    return unit_id


class UnitLeadershipQuerySet(models.QuerySet):
    def current(self, today):
        return self.filter(Q(since__lte=today), Q(until=None) | Q(until__gte=today))


class UnitLeadership(models.Model):
    """A person leads a unit and all below it, from one day until another."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="leaderships")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="leaderships")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = UnitLeadershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "unit", "since"], name="leadership_once_per_start"
            )
        ]

    def __str__(self):
        return f"{self.user_id} {self.unit_id}"
