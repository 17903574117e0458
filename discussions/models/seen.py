from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from discussions.models.thread import Thread


class ThreadSeen(models.Model):
    """How far a person has read a thread, and whether they follow it and why."""

    class Level(models.TextChoices):
        WATCHING = "watching", _("Following")
        NORMAL = "normal", _("Normal")
        MUTED = "muted", _("Muted")

    class Reason(models.TextChoices):
        ASKED = "asked", _("you asked")
        ANSWERED = "answered", _("you answered")
        CHOSE = "chose", _("you chose so")
        ME_TOO = "me_too", _("you have the same problem")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="seen_threads")
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="seen_by")
    last_read_no = models.PositiveIntegerField(default=0)
    level = models.CharField(max_length=8, choices=Level, default=Level.NORMAL)
    level_reason = models.CharField(max_length=8, choices=Reason, blank=True)
    is_sealed_asker = models.BooleanField(
        default=False, help_text="asked it without a name; shown to nobody else"
    )
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "thread"], name="thread_seen_once")]
        indexes = [
            models.Index(fields=["user", "level"], name="threads_followed"),
            models.Index(
                fields=["user"], condition=models.Q(is_sealed_asker=True), name="threads_sealed"
            ),
        ]

    def __str__(self):
        return f"{self.user_id} {self.thread_id}"
