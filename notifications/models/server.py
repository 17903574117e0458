from datetime import timedelta

from django.db import models

ALIVE = timedelta(seconds=60)  # a process says so every 20 seconds (switchboard.SWEEP)


class ServerQuerySet(models.QuerySet):
    def alive(self, now):
        return self.filter(at__gt=now - ALIVE)


class Server(models.Model):
    """A process that holds open pages, as it said of itself last; `replays` since it started."""

    name = models.CharField(max_length=100, primary_key=True, help_text="host and process")
    at = models.DateTimeField()
    sockets = models.PositiveIntegerField()
    replays = models.PositiveBigIntegerField()

    objects = ServerQuerySet.as_manager()

    def __str__(self):
        return f"{self.name}: {self.sockets}"
