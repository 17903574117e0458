from django.conf import settings
from django.db import models
from django.db.models import F, Q

from discussions.models.thread import Thread


class AcknowledgementQuerySet(models.QuerySet):
    def standing(self):
        """Of the words as they read since their author last asked everyone to read them."""
        since = Q(thread__receipts_since=None) | Q(at__gte=F("thread__receipts_since"))
        return self.filter(since)


class Acknowledgement(models.Model):
    """A person says that they have read an announcement ("Sudah saya baca")."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="acknowledgements")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    objects = AcknowledgementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thread", "user"], name="acknowledged_once_per_person")
        ]

    def __str__(self):
        return f"{self.thread_id} {self.user_id}"
