from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Case, Count, OuterRef, Q, Subquery, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from competencies.models import AreaItem, with_areas
from competencies.models.tagging import areas_through
from competencies.permissions import curated_area_ids
from foundation.models import PublicIdField
from workshops.models.attendance import Scan
from workshops.models.material_version import MaterialVersion
from workshops.models.registration import Registration
from workshops.models.workshop import Workshop


class MaterialQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Where the workshop is, by its access; a hidden one for its host and moderators alone."""
        there = self.standing().filter(workshop__in=Workshop.objects.visible_to(user))
        areas = curated_area_ids(user)
        if None in areas:
            return there
        moderated = MaterialArea.objects.filter(tag__in=areas).values("content_object")
        theirs = Q(added_by=user) | Q(workshop__host=user) | Q(pk__in=moderated)
        shown = there.filter(Q(hidden_at=None) | theirs)
        return shown if user.is_admin else shown.filter(theirs | granted_to(user))

    def without_role(self, user):
        """Of those, what the host's choice opens, and what is one's own."""
        is_shown = Q(hidden_at=None) & ~Q(workshop__status=Workshop.Status.DRAFT)
        own = Q(added_by=user) | Q(workshop__host=user)
        return self.filter(is_shown & granted_to_all(user) | own)

    def standing(self):
        return self.filter(removed_at=None)

    def restricted(self):
        return self.exclude(access=Material.Access.EVERYONE)

    def in_areas(self, areas):
        return self.filter(
            pk__in=MaterialArea.objects.filter(tag__in=areas).values("content_object")
        )

    def in_the_order_of(self, ids):
        """These and no others, as a search ranked them."""
        places = [When(pk=pk, then=Value(place)) for place, pk in enumerate(ids)]
        return self.filter(pk__in=ids).order_by(Case(*places)) if places else self.none()

    def in_order(self):
        return self.order_by("position", "pk")

    def newest_first(self):
        return self.order_by("-added_at", "-pk")

    def with_newest(self):
        """What a row shows of the version that is handed out: `file_kind`, `size` and so on."""
        newest = MaterialVersion.objects.filter(material=OuterRef("pk")).order_by("-no")
        return self.annotate(
            newest_no=Subquery(newest.values("no")[:1]),
            file_kind=Subquery(newest.values("file_kind")[:1]),
            size=Subquery(newest.values("size")[:1]),
            pages=Subquery(newest.values("pages")[:1]),
            url=Subquery(newest.values("url")[:1]),
        )

    def with_readers(self):
        """`openings` and `downloads` of any version: how many people."""
        person = "versions__progress__user"
        took = Q(versions__progress__downloaded_at__isnull=False)
        return self.annotate(
            openings=Count(person, distinct=True),
            downloads=Count(person, distinct=True, filter=took),
        )

    def with_areas(self):
        return with_areas(self)


def granted_to(user):
    """By the access that its host chose; whoever leads the workshop's unit reads everything."""
    return granted_to_all(user) | Q(workshop__unit__in=user.led_unit_ids)


def granted_to_all(user):
    """As to anybody: by what one takes part in."""
    confirmed = Registration.objects.confirmed().filter(user=user)
    present = Scan.objects.standing().filter(registration__in=confirmed)
    kinds = Material.Access
    return (
        Q(access=kinds.EVERYONE)
        | Q(access=kinds.REGISTERED, workshop__in=confirmed.values("workshop"))
        | Q(access=kinds.ATTENDED, workshop__in=present.values("session__workshop"))
    )


class Material(models.Model):
    """A file or a link that outlives the day; `/berkas/<id>/` hands out its newest version."""

    class Access(models.TextChoices):
        EVERYONE = "everyone", _("Every member")
        REGISTERED = "registered", _("Who is registered")
        ATTENDED = "attended", _("Who was present")

    public_id = PublicIdField()
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="materials")
    session = models.ForeignKey(
        "workshops.Session", models.SET_NULL, null=True, blank=True, related_name="materials"
    )
    title = models.CharField(_("title"), max_length=150)
    description = models.CharField(max_length=300, blank=True)
    access = models.CharField(max_length=10, choices=Access, default=Access.EVERYONE)
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
        return reverse("workshops:material_detail", args=[self.public_id])

    @property
    def shown_areas(self):
        return [item.tag for item in self.area_items.all()]

    @property
    def is_live(self):
        return self.hidden_at is None and self.removed_at is None

    @property
    def is_restricted(self):
        return self.access != self.Access.EVERYONE

    @property
    def newest(self):
        """The version that is handed out; one query."""
        return self.versions.order_by("-no").first()

    @property
    def site(self):
        """Where a link leads. Only after `with_newest()`."""
        return urlsplit(self.url).hostname or ""


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
