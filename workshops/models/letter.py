from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q


class AssignmentLetterQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(superseded_at=None)

    def newest_first(self):
        return self.order_by("-no")

    def kept(self):
        """Those that can still be drawn: of an older workshop only the row stays."""
        return self.exclude(facts={})


class AssignmentLetter(models.Model):
    """A version of the draft by which a unit sends its people to a workshop (surat tugas).

    `facts` is a snapshot of what it says, and the PDF is drawn from it; a version that no longer
    holds stays, marked. Some months after the workshop its facts are forgotten.
    """

    KEPT = timedelta(days=90)  # after the last session

    workshop = models.ForeignKey("workshops.Workshop", models.CASCADE, related_name="letters")
    unit = models.ForeignKey("accounts.Unit", models.PROTECT, related_name="+")
    no = models.PositiveSmallIntegerField()
    facts = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ends_at = models.DateTimeField(help_text="of the last session")
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects = AssignmentLetterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "unit", "no"], name="letter_once_per_version"
            ),
            models.UniqueConstraint(
                fields=["workshop", "unit"],
                condition=Q(superseded_at=None),
                name="one_letter_of_a_unit_stands",
            ),
        ]

    def __str__(self):
        return f"{self.workshop_id} {self.unit_id} #{self.no}"

    @property
    def is_standing(self):
        return self.superseded_at is None

    @property
    def people(self):
        return self.facts.get("people", ())

    def names(self, user):
        return any(one["id"] == user.public_id for one in self.people)
