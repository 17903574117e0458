from django.db import models
from django.utils.translation import gettext_lazy as _

from workshops.models.workshop import Workshop


class WorkshopAudience(models.Model):
    """Who is told of a workshop: all who follow its areas, its unit, or chosen units."""

    class Kind(models.TextChoices):
        AREAS = "areas", _("Everybody who follows these areas")
        OWN_UNIT = "own_unit", _("My unit and those below it")
        UNITS = "units", _("Chosen units")

    workshop = models.OneToOneField(Workshop, models.CASCADE, related_name="audience")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.AREAS)
    units = models.ManyToManyField("accounts.Unit", blank=True, related_name="+")

    def __str__(self):
        return self.kind
