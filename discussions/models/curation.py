from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from discussions.models.post import Post
from discussions.models.thread import Thread


class CurationEvent(models.Model):
    """The append-only ledger: who closed, removed, outdated or brought back what, and why."""

    class Verb(models.TextChoices):
        CLOSE = "close", _("closed the question")
        CLOSE_SOLVED = "close-solved", _("closed the question: solved and silent")
        REOPEN = "reopen", _("opened the question again")
        DELETE = "delete", _("removed the question")
        RESTORE = "restore", _("brought the question back")
        DELETE_ANSWER = "delete-answer", _("removed an answer")
        RESTORE_ANSWER = "restore-answer", _("brought an answer back")
        DELETE_COMMENT = "delete-comment", _("removed a comment")
        RESTORE_COMMENT = "restore-comment", _("brought a comment back")
        TO_ANSWER = "to-answer", _("turned a comment into an answer")
        TO_COMMENT = "to-comment", _("turned an answer into a comment")
        DUPLICATE = "duplicate", _("found the same question asked before")
        NOT_DUPLICATE = "not-duplicate", _("said how the question differs")
        MERGE = "merge", _("merged another question into this one")
        MERGED = "merged", _("merged the question into another one")
        HIDE = "hide", _("hid a text")
        SHOW = "show", _("showed a text again")
        REDACT = "redact", _("redacted a passage")
        APPROVE_EDIT = "approve-edit", _("approved a wording that was suggested")
        RESTORE_TEXT = "restore-text", _("brought an earlier wording back")
        SLOW = "slow", _("slowed the talk down")
        FAST = "fast", _("let the talk go on as usual")
        REMOVE_FILE = "remove-file", _("took a photo or a file off")
        OUTDATE = "outdate", _("marked a text as outdated")
        RENEW = "renew", _("found that a text still holds")
        UNSEAL = "unseal", _("opened the seal of the asker's name, together with another role")

    thread = models.ForeignKey(Thread, models.PROTECT, related_name="curation_events")
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    comment = models.ForeignKey(
        "discussions.Comment", models.PROTECT, null=True, blank=True, related_name="+"
    )
    verb = models.CharField(max_length=16, choices=Verb)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    def __str__(self):
        return f"{self.verb} {self.thread_id}"
