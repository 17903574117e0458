from django.conf import settings
from django.db import models
from django.db.models import Q

from foundation.models import PublicIdField

FOLDER = "packages"  # of the store


class PackageQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(ended_at=None)

    def of_people(self):
        """Lists of people: the log of who asked for one, and when."""
        return self.filter(kind__in=[Package.Kind.CSV, Package.Kind.XLSX])

    def unready(self):
        return self.standing().filter(ready_at=None)

    def lost(self, moment):
        """Asked for before then, and still not there."""
        return self.unready().filter(asked_at__lte=moment)


class Package(models.Model):
    """A file that a task prepares; who asked for it when is kept, the file for some days.

    `contents` says what goes into it, and `key` is short for it: the same is prepared once.
    """

    class Kind(models.TextChoices):
        MATERIALS = "materials", "ZIP"
        CSV = "csv", "CSV"
        XLSX = "xlsx", "XLSX"

    public_id = PublicIdField()
    workshop = models.ForeignKey("workshops.Workshop", models.CASCADE, related_name="packages")
    kind = models.CharField(max_length=9, choices=Kind)
    key = models.CharField(max_length=64)
    contents = models.JSONField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True, blank=True)
    file = models.FileField(upload_to=f"{FOLDER}/%Y/%m/", blank=True)
    size = models.PositiveBigIntegerField(default=0)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = PackageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "kind", "key"],
                condition=Q(ended_at=None),
                name="package_once_while_it_stands",
            )
        ]

    def __str__(self):
        return f"{self.kind} {self.workshop_id}"
