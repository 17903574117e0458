from datetime import timedelta

from django.conf import settings
from django.db import models

from discussions.models.post import Post

DAY = timedelta(days=1)


class ThanksQuerySet(models.QuerySet):
    def lately_by(self, user, now):
        """Within a day."""
        return self.filter(by=user, at__gt=now - DAY)


class Thanks(models.Model):
    """A leader thanks whoever answered somebody of the unit, once per answer (row 87)."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="thanks")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    objects = ThanksQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "by"], name="thanked_once_per_answer")
        ]

    def __str__(self):
        return f"{self.by_id} {self.post_id}"
