from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from discussions.models.thread import Thread


def numbers_in(text: str) -> set[int]:
    """What `read_ahead` holds."""
    return {int(no) for no in text.split()}


class ThreadSeen(models.Model):
    """How far a person has read a thread, and whether they follow it and why.

    Every answer up to `last_read_no` was shown. Pages are not read in the order of numbers, so
    what was shown beyond an unread answer waits in `read_ahead`.
    """

    class Level(models.TextChoices):
        WATCHING = "watching", _("Following")
        NORMAL = "normal", _("Normal")
        MUTED = "muted", _("Muted")

    class Reason(models.TextChoices):
        ASKED = "asked", _("you asked")
        ANSWERED = "answered", _("you answered")
        CHOSE = "chose", _("you chose so")
        ME_TOO = "me_too", _("you have the same problem")
        ATTENDED = "attended", _("you were at its workshop")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="seen_threads")
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="seen_by")
    last_read_no = models.PositiveIntegerField(default=0)
    read_ahead = models.TextField(blank=True, help_text="numbers above last_read_no, with spaces")
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

    def read(self, shown: Iterable[int], *, standing: Iterable[int], highest: int) -> bool:
        """These numbers were shown; whether that changed anything.

        `standing` are the numbers of the answers that stand, `highest` the last number given out.
        The mark moves up to the first answer that was never shown, and never back.
        """
        before = (self.last_read_no, self.read_ahead)
        seen = numbers_in(self.read_ahead) | set(shown)
        unseen = [no for no in standing if no > self.last_read_no and no not in seen]
        upto = min(unseen) - 1 if unseen else max([highest, *seen])
        self.last_read_no = max(self.last_read_no, upto)
        self.read_ahead = " ".join(str(no) for no in sorted(seen) if no > self.last_read_no)
        return before != (self.last_read_no, self.read_ahead)
