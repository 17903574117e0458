from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from competencies.models import AreaItem
from competencies.models.tagging import areas_through
from competencies.permissions import curated_area_ids
from foundation.models import PublicIdField
from workshops.models.workshop import Workshop


class MaterialQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Where the workshop is; a hidden one is there for its host and for moderators alone."""
        there = self.standing().filter(workshop__in=Workshop.objects.visible_to(user))
        areas = curated_area_ids(user)
        if None in areas:
            return there
        moderated = MaterialArea.objects.filter(tag__in=areas).values("content_object")
        theirs = Q(added_by=user) | Q(workshop__host=user) | Q(pk__in=moderated)
        return there.filter(Q(hidden_at=None) | theirs)

    def standing(self):
        return self.filter(removed_at=None)

    def in_order(self):
        return self.order_by("position", "pk")

    def with_newest(self):
        """`file_kind` and `size` of the version that is handed out."""
        newest = MaterialVersion.objects.filter(material=OuterRef("pk")).order_by("-no")
        return self.annotate(
            file_kind=Subquery(newest.values("file_kind")[:1]),
            size=Subquery(newest.values("size")[:1]),
        )


class Material(models.Model):
    """A file or a link that outlives the day; `/berkas/<id>/` hands out the file."""

    class Kind(models.TextChoices):
        FILE = "file", _("File")
        LINK = "link", _("Link")

    public_id = PublicIdField()
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="materials")
    kind = models.CharField(max_length=4, choices=Kind)
    title = models.CharField(_("title"), max_length=150)
    url = models.URLField(_("link"), max_length=500, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    areas = areas_through("workshops.MaterialArea")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.CharField(max_length=200, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = MaterialQuerySet.as_manager()

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return f"{self.workshop.get_absolute_url()}#m-{self.public_id}"

    @property
    def is_live(self):
        return self.hidden_at is None and self.removed_at is None

    @property
    def newest(self):
        """The version that is handed out, or None for a link."""
        return self.versions.order_by("-no").first()


class MaterialArea(AreaItem):
    """A material is found under the areas of its workshop."""

    content_object = models.ForeignKey(Material, models.CASCADE, related_name="area_items")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["content_object", "tag"], name="material_carries_area_once"
            )
        ]

    def __str__(self):
        return f"{self.content_object_id} {self.tag_id}"


class MaterialVersion(models.Model):
    """A file as it was uploaded; a new one does not overwrite it. The stored name is random."""

    material = models.ForeignKey(Material, models.CASCADE, related_name="versions")
    no = models.PositiveSmallIntegerField()
    file = models.FileField(upload_to="materials/%Y/%m/")
    file_name = models.CharField(max_length=120)
    file_kind = models.CharField(max_length=5)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["material", "no"], name="version_once_per_number")
        ]

    def __str__(self):
        return f"{self.file_name} #{self.no}"
