"""Taggit stays behind this module: a through table of our own per tagged model."""

from django.db import models
from taggit.managers import TaggableManager
from taggit.models import ItemBase

from competencies.models.area import Area


class AreaItem(ItemBase):
    """Joins a tagged noun and an area by real foreign keys; subclasses add `content_object`."""

    tag = models.ForeignKey(Area, models.PROTECT, related_name="%(class)s_items")

    class Meta:
        abstract = True


def areas_through(through: str) -> TaggableManager:
    """The field `areas` of a tagged model."""
    return TaggableManager(through=through, blank=True, verbose_name="areas")


def with_areas(queryset: models.QuerySet) -> models.QuerySet:
    """One query for the areas of all rows; read them as `row.shown_areas`."""
    return queryset.prefetch_related(items_of(queryset.model))


def fetch_areas(rows: list) -> None:
    """The same for rows of one model that come from several lists."""
    if rows:
        models.prefetch_related_objects(rows, items_of(type(rows[0])))


def items_of(model: type[models.Model]) -> models.Prefetch:
    through = model.areas.through
    name = through._meta.get_field("content_object").remote_field.related_name
    return models.Prefetch(name, queryset=through.objects.select_related("tag").order_by("pk"))
