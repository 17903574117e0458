from django.db import models

from competencies.models import AreaItem
from workshops.models.workshop import Workshop


class WorkshopArea(AreaItem):
    """A workshop teaches one to four areas."""

    content_object = models.ForeignKey(Workshop, models.CASCADE, related_name="area_items")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["content_object", "tag"], name="workshop_teaches_area_once"
            )
        ]

    def __str__(self):
        return f"{self.content_object_id} {self.tag_id}"
