from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models


class UnitCover(models.Model):
    """How much of a unit may be at workshops at the same hour; the others keep its service."""

    unit = models.OneToOneField("accounts.Unit", models.CASCADE, related_name="+")
    percent = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(99)]
    )
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(percent__gte=1, percent__lte=99), name="cover_is_a_part"
            )
        ]

    def __str__(self):
        return f"{self.unit_id}: {self.percent}%"

    def most_away(self, people: int) -> int:
        """Of so many people; one may always go, else a small unit would never learn."""
        return max(people * self.percent // 100, 1)
