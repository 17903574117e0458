"""The leader's question of the week: answers wait unseen until all are opened at once (idea 11)."""

from django.conf import settings
from django.db import models

from discussions.models.thread import Thread


class WeekQuestionQuerySet(models.QuerySet):
    def running(self):
        return self.filter(opened_at=None, thread__deleted_at=None)

    def due(self, now):
        return self.running().filter(opens_at__lte=now)


class WeekQuestion(models.Model):
    """A question whose answers are held back until `opens_at`."""

    thread = models.OneToOneField(Thread, models.CASCADE, related_name="week")
    opens_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)

    objects = WeekQuestionQuerySet.as_manager()

    def __str__(self):
        return str(self.thread_id)


class HeldAnswer(models.Model):
    """What somebody answered before the opening: no post yet, so that no page can show it."""

    week = models.ForeignKey(WeekQuestion, models.CASCADE, related_name="held")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    body = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["week", "author"], name="held_once_per_person")
        ]

    def __str__(self):
        return f"{self.week_id} {self.author_id}"
