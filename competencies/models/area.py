from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from taggit.models import TagBase


class AreaQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def in_order(self):
        return self.order_by("family", "name")

    def chosen_by(self, user):
        """What the person follows by an own choice, as colleagues see it."""
        return self.filter(follows__user=user, follows__level="watching")

    def followed_by(self, user):
        """By the person's own choice, or by the unit's where the person made none."""
        own = AreaFollow.objects.filter(user=user, area=models.OuterRef("pk"))
        through = Area.objects.filter(
            pk=models.OuterRef("pk"), unit_follows__unit__in=user.unit_ids_above
        )
        return self.filter(
            models.Exists(own.filter(level="watching"))
            | (models.Exists(through) & ~models.Exists(own))
        )

    def within(self, area):
        """The area and what lies below it, three levels deep."""
        below = models.Q(parent=area) | models.Q(parent__parent=area)
        return self.filter(models.Q(pk=area.pk) | below)

    def named(self, slug):
        """By the slug it has now or had before."""
        slug = slug.replace("\0", "")
        return self.filter(models.Q(slug=slug) | models.Q(old_slugs__slug=slug)).distinct()


class Area(TagBase):
    """A competency area: the tag that questions, workshops and materials share.

    The default list is domain.md 2: eight managerial and one sociocultural competency of
    PermenPANRB 38/2017 and the technical areas of a regency. It is a vocabulary for finding each
    other, not the official dictionary of technical competencies.
    """

    class Family(models.TextChoices):
        TECHNICAL = "technical", _("Technical")
        MANAGERIAL = "managerial", _("Managerial")
        SOCIOCULTURAL = "sociocultural", _("Sociocultural")

    code = models.CharField(_("code"), max_length=10, unique=True)
    family = models.CharField(_("family"), max_length=15, choices=Family)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    name_en = models.CharField(_("English name"), max_length=100)
    description = models.CharField(_("description"), max_length=300, blank=True)
    keywords = models.CharField(_("keywords"), max_length=300, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    updated_at = models.DateTimeField()

    objects = AreaQuerySet.as_manager()

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")

    def __str__(self):
        return self.name_en if get_language() == "en" else self.name

    def get_absolute_url(self):
        return f"/bidang/{self.slug}/"


class AreaSlug(models.Model):
    """A slug an area had before; its old links redirect."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="old_slugs")
    slug = models.SlugField(max_length=100, unique=True)

    def __str__(self):
        return self.slug


class AreaSuggestion(models.Model):
    """A member misses an area, or a word for one; moderators decide (rows 39, 40)."""

    area = models.ForeignKey(
        Area,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="suggestions",
        help_text="whose other word it is, or where a new area belongs",
    )
    is_synonym = models.BooleanField(default=False)
    name = models.CharField(max_length=80)
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    is_accepted = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_synonym=False) | models.Q(area__isnull=False),
                name="synonym_of_an_area",
            )
        ]

    def __str__(self):
        return self.name


class AreaExpert(models.Model):
    """Somebody whom the admin names as knowing an area (row 43); others earn it by solutions."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="experts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "user"], name="expert_once")]

    def __str__(self):
        return f"{self.area_id} {self.user_id}"


class AreaFollow(models.Model):
    """A person hears of what happens in an area."""

    class Level(models.TextChoices):
        WATCHING = "watching", _("Following")
        NORMAL = "normal", _("Normal")
        MUTED = "muted", _("Muted")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="area_follows")
    area = models.ForeignKey(Area, models.CASCADE, related_name="follows")
    level = models.CharField(max_length=10, choices=Level, default=Level.WATCHING)
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "area"], name="area_followed_once")]

    def __str__(self):
        return f"{self.user_id} {self.area_id}"


class AreaCuratorship(models.Model):
    """Makes a person a moderator: of one area, or of all when `area` is empty (settled.md 17)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="curatorships")
    area = models.ForeignKey(
        Area, models.CASCADE, null=True, blank=True, related_name="curatorships"
    )
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "area"], name="curatorship_once_per_area"),
            # SQLite counts every empty area as another one.
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(area=None), name="curatorship_everywhere_once"
            ),
        ]

    def __str__(self):
        return f"{self.user_id} {self.area_id or '*'}"
