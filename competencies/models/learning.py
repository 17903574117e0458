from django.conf import settings
from django.db import models
from django.db.models import Q, Sum
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _


class LearningForm(models.Model):
    """A form of learning and how its JP are counted (Peraturan LAN 10/2018; domain.md 1.3)."""

    class Setting(models.TextChoices):
        CLASSROOM = "classroom", _("Classroom")
        NON_CLASSROOM = "non_classroom", _("Outside the classroom")

    class CountedBy(models.TextChoices):
        PROGRAM = "program", _("program")
        SESSION = "session", _("session")
        DAY = "day", _("day")
        ACTIVITY = "activity", _("activity")

    code = models.CharField(max_length=4, unique=True)
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100)
    setting = models.CharField(max_length=15, choices=Setting)
    unit = models.CharField(max_length=10, choices=CountedBy)
    jp_default = models.PositiveSmallIntegerField(null=True, blank=True)
    cap_per_day = models.PositiveSmallIntegerField(null=True, blank=True)
    cap_per_month = models.PositiveSmallIntegerField(null=True, blank=True)
    international_factor = models.DecimalField(max_digits=3, decimal_places=2, default=1)
    valid_from = models.DateField()
    legal_basis = models.CharField(max_length=100)

    class Meta:
        ordering = ["code"]

    def __str__(self):
        return self.name_en if get_language() == "en" else self.name

    @property
    def rule(self) -> str:
        """How its JP are counted, in words."""
        if self.jp_default is None:
            return gettext("JP of the programme")
        words = gettext("%(jp)d JP for each %(unit)s")
        return words % {"jp": self.jp_default, "unit": self.get_unit_display()}

    def suggested_jp(self, *, days: int, sessions: int) -> int | None:
        """The whole JP this form usually brings, or None where the programme says it."""
        if self.jp_default is None:
            return None
        factor = {"day": days, "session": sessions}.get(self.unit, 1)
        return self.jp_default * max(factor, 1)


class LearningTarget(models.Model):
    """JP of a year: a floor for PNS, a cap for PPPK (PP 11/2017 jo. 17/2020; LAN 15/2020)."""

    class Kind(models.TextChoices):
        FLOOR = "floor", _("at least")
        CAP = "cap", _("at most")

    employment = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField()
    jp = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=5, choices=Kind)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employment", "year"], name="target_once_per_year")
        ]

    def __str__(self):
        return f"{self.employment} {self.year}: {self.jp}"


class LearningRecordQuerySet(models.QuerySet):
    def of_year(self, user, year):
        return self.filter(user=user, year=year)

    def total_jp(self):
        return self.aggregate(total=Sum("jp"))["total"] or 0

    def standing(self):
        """Credits that nobody has taken back."""
        return self.filter(reverses=None, reversal=None)

    def newest_first(self):
        return self.order_by("-held_on", "-pk")


class LearningRecord(models.Model):
    """Learning hours of a person, append-only: what is taken back is a negative row."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="learning_records"
    )
    year = models.PositiveSmallIntegerField()
    jp = models.SmallIntegerField()
    form = models.CharField(max_length=4)
    title = models.CharField(max_length=200)
    held_on = models.DateField()
    areas = models.CharField(max_length=60, blank=True, help_text="codes at the time, first counts")
    source = models.CharField(max_length=40, help_text="registration:<id>")
    source_version = models.PositiveIntegerField(default=1)
    evidence = models.CharField(max_length=100, blank=True)
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="reversal"
    )
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField()

    objects = LearningRecordQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_version"],
                condition=Q(reverses=None),
                name="credit_once_per_source_version",
            )
        ]
        indexes = [models.Index(fields=["user", "year"], name="records_of_person_and_year")]

    def __str__(self):
        return f"{self.title}: {self.jp} JP"
