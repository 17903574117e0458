from django.db import models


class LiveTopic(models.Model):
    """What open pages watch, such as `thread:7k3mq`, with the number of its last event."""

    key = models.CharField(max_length=40, primary_key=True)
    last_no = models.PositiveBigIntegerField(default=0)

    def __str__(self):
        return self.key


class LiveEvent(models.Model):
    """A happening on a topic, kept for a day so that a page that lost its connection catches up."""

    topic = models.ForeignKey(LiveTopic, models.CASCADE, related_name="events")
    no = models.PositiveBigIntegerField()
    event = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["topic", "no"], name="event_once_per_number")
        ]

    def __str__(self):
        return f"{self.topic_id} #{self.no} {self.event}"
