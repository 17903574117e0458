"""Taggit stays behind this module: a through table of our own per tagged model."""

from django.db import models
from taggit.managers import TaggableManager
from taggit.models import ItemBase

from competencies.models.area import Area

# As a prefetch it costs three times as much, on every page of a question (docs/decisions/0030).
AREAS = """
SELECT area.*, item.content_object_id AS of_row
FROM {through} AS item JOIN competencies_area AS area ON area.id = item.tag_id
WHERE item.content_object_id IN ({ids})
ORDER BY item.id
"""


class AreaItem(ItemBase):
    """Joins a tagged noun and an area by real foreign keys; subclasses add `content_object`."""

    tag = models.ForeignKey(Area, models.PROTECT, related_name="%(class)s_items")

    class Meta:
        abstract = True


class Tagged(models.Model):
    """A noun with areas, in the order in which they were given."""

    # What `fetch_areas` found; None where the rows of the tags are asked.
    fetched_areas: list[Area] | None = None

    class Meta:
        abstract = True

    @property
    def shown_areas(self) -> list[Area]:
        if self.fetched_areas is not None:
            return self.fetched_areas
        return [item.tag for item in self.area_items.all()]  # type: ignore[attr-defined]


def areas_through(through: str) -> TaggableManager:
    """The field `areas` of a tagged model."""
    return TaggableManager(through=through, blank=True, verbose_name="areas")


def with_areas(queryset: models.QuerySet) -> models.QuerySet:
    """One query for the areas of all rows; read them as `row.shown_areas`."""
    return queryset.prefetch_related(items_of(queryset.model))


def fetch_areas(rows: list) -> None:
    """The same for rows of one model that come from several lists, by one written-out statement."""
    if not rows:
        return
    through = type(rows[0]).areas.through._meta.db_table
    by_row: dict[int, list[Area]] = {row.pk: [] for row in rows}
    statement = AREAS.format(through=through, ids=", ".join(["%s"] * len(by_row)))
    for area in Area.objects.raw(statement, list(by_row)):
        by_row[area.of_row].append(area)
    for row in rows:
        row.fetched_areas = by_row[row.pk]


def items_of(model: type[models.Model]) -> models.Prefetch:
    through = model.areas.through
    name = through._meta.get_field("content_object").remote_field.related_name
    return models.Prefetch(name, queryset=through.objects.select_related("tag").order_by("pk"))
