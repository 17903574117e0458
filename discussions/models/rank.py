from django.db import models

from discussions.models.thread import Thread


class ThreadRank(models.Model):
    """How lively a question is, and how much it needs an answer; computed every quarter hour.

    Every question has one from its first moment, so that the list follows its indexes.
    """

    thread = models.OneToOneField(Thread, models.CASCADE, primary_key=True, related_name="rank")
    hot = models.FloatField(default=0)
    need = models.FloatField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["-hot", "-thread"], name="ranks_hot"),
            models.Index(fields=["-need", "-thread"], name="ranks_need"),
        ]

    def __str__(self):
        return f"{self.thread_id}: {self.hot:.2f} {self.need:.2f}"


class AreaSeen(models.Model):
    """Up to when a person has read everything in an area."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    area = models.ForeignKey("competencies.Area", models.CASCADE, related_name="+")
    read_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "area"], name="area_seen_once")]

    def __str__(self):
        return f"{self.user_id} {self.area_id}"
