from django.conf import settings
from django.db import models

from discussions.models.thread import Thread


class Acknowledgement(models.Model):
    """A person says that they have read an announcement ("Sudah saya baca")."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="acknowledgements")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thread", "user"], name="acknowledged_once_per_person")
        ]

    def __str__(self):
        return f"{self.thread_id} {self.user_id}"
