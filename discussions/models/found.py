from django.conf import settings
from django.db import models

from discussions.models.thread import Thread


class FoundAnswer(models.Model):
    """Someone was about to ask and found the answer in this question instead."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="found_answers")
    asked = models.CharField(max_length=150, help_text="the title that was being typed")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "thread"], name="found_once_per_person")
        ]

    def __str__(self):
        return f"{self.user_id} {self.thread_id}"


class OpenedBefore(models.Model):
    """Before it was asked, its asker opened another question that did not answer it (row 8).

    Nobody's name stands here, and of a sealed question nothing at all.
    """

    asked = models.ForeignKey(Thread, models.CASCADE, related_name="opened_before")
    opened = models.ForeignKey(Thread, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["asked", "opened"], name="opened_before_once")
        ]

    def __str__(self):
        return f"{self.asked_id} {self.opened_id}"
