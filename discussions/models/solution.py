from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from discussions.models.post import Post
from discussions.models.thread import Thread


class Solution(models.Model):
    """A best solution as it stands now; `Thread.best_answer` is the one that is pinned."""

    class Kind(models.TextChoices):
        ASKER = "asker", _("chosen by the asker")
        MODERATOR = "moderator", _("set by a moderator")

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="solutions")
    post = models.OneToOneField(Post, models.CASCADE, related_name="solution")
    kind = models.CharField(max_length=9, choices=Kind)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    accepted_at = models.DateTimeField()

    def __str__(self):
        return f"{self.thread_id}: {self.post_id}"


class SolutionEvent(models.Model):
    """The append-only ledger of choices: who chose or withdrew what, when and why."""

    class Verb(models.TextChoices):
        ACCEPT = "accept", _("chosen")
        REPLACE = "replace", _("replaced")
        WITHDRAW = "withdraw", _("withdrawn")
        LOCK = "lock", _("locked")
        UNLOCK = "unlock", _("unlocked")

    class Role(models.TextChoices):
        ASKER = "asker", _("the asker")
        MODERATOR = "moderator", _("a moderator")
        AUTHOR = "author", _("the author")

    thread = models.ForeignKey(Thread, models.PROTECT, related_name="solution_events")
    post = models.ForeignKey(Post, models.PROTECT, related_name="solution_events")
    verb = models.CharField(max_length=10, choices=Verb)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    actor_role = models.CharField(max_length=9, choices=Role)
    reason = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    def __str__(self):
        return f"{self.verb} {self.post_id}"
