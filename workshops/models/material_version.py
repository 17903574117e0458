from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Count, Q

from foundation.reading import READABLE


class MaterialVersionQuerySet(models.QuerySet):
    def newest_first(self):
        return self.order_by("-no")

    def in_order(self):
        """As their materials stand, which come along."""
        return self.select_related("material").order_by("material__position", "material_id")

    def unread(self):
        """Files of which nobody has looked how they begin."""
        return self.filter(read_at=None, file_kind__in=READABLE)

    def with_readers(self):
        """`openings` and `downloads`: how many people."""
        return self.annotate(openings=Count("progress"), downloads=Count("progress__downloaded_at"))


class MaterialVersion(models.Model):
    """A file as it was uploaded, or a link; a new one does not overwrite it, and says why it came.

    The stored name is random. A task reads how long it is and how it begins.
    """

    material = models.ForeignKey("workshops.Material", models.CASCADE, related_name="versions")
    no = models.PositiveSmallIntegerField()
    file = models.FileField(upload_to="materials/%Y/%m/", blank=True)
    file_name = models.CharField(max_length=120, blank=True)
    file_kind = models.CharField(max_length=5, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    pages = models.PositiveIntegerField(null=True, blank=True)
    beginning = models.TextField(blank=True, help_text="of its text, in plain signs")
    read_at = models.DateTimeField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    url = models.URLField(max_length=500, blank=True)
    why = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = MaterialVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["material", "no"], name="version_once_per_number"),
            models.CheckConstraint(
                condition=Q(url="") & ~Q(file="") | ~Q(url="") & Q(file=""),
                name="version_is_a_file_or_a_link",
            ),
        ]

    def __str__(self):
        return f"{self.name} #{self.no}"

    @property
    def name(self):
        """What it is called where it comes from."""
        return self.file_name or self.url

    @property
    def site(self):
        """Where a link leads."""
        return urlsplit(self.url).hostname or ""


class MaterialProgress(models.Model):
    """A person opened a version of a material, and maybe downloaded it; once each.

    Only numbers of people are shown, to whoever manages the workshop.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    version = models.ForeignKey(MaterialVersion, models.CASCADE, related_name="progress")
    opened_at = models.DateTimeField()
    downloaded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "version"], name="progress_once_per_version")
        ]

    def __str__(self):
        return f"{self.user_id} {self.version_id}"
