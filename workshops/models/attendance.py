from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ScanQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(undone_at=None)


class Scan(models.Model):
    """Someone was seen at a session. A mark taken back keeps its row, with who took it back."""

    class Kind(models.TextChoices):
        MANUAL = "manual", _("Ticked by the host")

    session = models.ForeignKey("workshops.Session", models.PROTECT, related_name="scans")
    registration = models.ForeignKey("workshops.Registration", models.PROTECT, related_name="scans")
    kind = models.CharField(max_length=6, choices=Kind, default=Kind.MANUAL)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ScanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "registration"],
                condition=Q(undone_at=None),
                name="present_once_per_session",
            )
        ]

    def __str__(self):
        return f"{self.session_id} {self.registration_id}"
