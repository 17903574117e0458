"""Whose words these are, where the name is sealed; and how a seal is opened (row 4, idea 5)."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from discussions.models.thread import Thread
from foundation.models import PublicIdField
from foundation.sealing import is_mark_of


def is_by(user: User, about: Any) -> bool:
    """Whether this person wrote the thread, post or comment, under the own name or a sealed one."""
    if about.author_id is not None:
        return about.author_id == user.pk
    return is_mark_of(user.pk, about.sealed_mark)


def is_sealed_asker(user: User, thread: Thread) -> bool:
    """Whether this person asked it without a name."""
    return bool(thread.sealed_mark) and is_by(user, thread)


def signature(user: User, thread: Thread) -> dict[str, Any]:
    """How this person signs in the thread: a sealed asker goes on without a name."""
    if is_sealed_asker(user, thread):
        return {"author": None, "sealed_mark": thread.sealed_mark}
    return {"author": user, "sealed_mark": ""}


def signature_of(about: Any) -> dict[str, Any]:
    """The same name on another text."""
    return {"author": about.author, "sealed_mark": about.sealed_mark}


def shown_actor(actor: User | None, thread: Thread, about: Any = None) -> User | None:
    """Who did something, as ledgers and notices may say it: nobody, for a sealed asker.

    Nor for whoever wrote the text `about` without a name in a question that was merged since.
    """
    if actor is None or (about is not None and about.sealed_mark and is_by(actor, about)):
        return None
    return signature(actor, thread)["author"]


def wrote_sealed(user: User, thread: Thread) -> bool:
    """Has a text without a name in a question of others, where a merge brought it."""
    if is_sealed_asker(user, thread):
        return False
    posts = thread.posts.filter(sealed_mark__gt="").values_list("sealed_mark")
    comments = thread.posts.filter(comments__sealed_mark__gt="")
    marks = posts.union(comments.values_list("comments__sealed_mark"))
    return any(is_mark_of(user.pk, mark) for (mark,) in marks)


def asker_of(thread: Thread) -> User | None:
    """Whom to tell; never whom to show."""
    if thread.author_id or not thread.sealed_mark:
        return thread.author
    return User.objects.filter(
        seen_threads__thread=thread, seen_threads__is_sealed_asker=True
    ).first()


def writer_of(about: Any, thread: Thread) -> User | None:
    """Whom to tell of a post or a comment in this thread; never whom to show.

    A text that a merge brought along under another sealed name has nobody to tell.
    """
    if not about.sealed_mark or about.sealed_mark != thread.sealed_mark:
        return about.author
    return asker_of(thread)


class SealedAsker(models.Model):
    """Who asked, for the opening alone: the person's key behind the seal."""

    thread = models.OneToOneField(Thread, models.CASCADE, related_name="seal")
    ciphertext = models.TextField()

    def __str__(self):
        return str(self.thread_id)


class SealRequest(models.Model):
    """One of two roles asks to open a seal, the other decides; a reason is written down."""

    class Role(models.TextChoices):
        MODERATOR = "moderator", _("moderator")
        ADMIN = "admin", _("admin")

    public_id = PublicIdField(length=6)
    thread = models.ForeignKey(Thread, models.PROTECT, related_name="seal_requests")
    reason = models.CharField(max_length=300)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_role = models.CharField(max_length=9, choices=Role)
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_role = models.CharField(max_length=9, choices=Role, blank=True)
    decided_at = models.DateTimeField(null=True)
    is_granted = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["thread"], condition=Q(decided_at=None), name="one_pending_seal_request"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None)
                | ~Q(decided_by=F("asked_by")) & ~Q(decided_role=F("asked_role")),
                name="seal_opened_by_two_roles",
            ),
        ]

    def __str__(self):
        return f"{self.thread_id} {self.asked_role}"


class SealLook(models.Model):
    """The append-only ledger of looks behind a seal."""

    request = models.ForeignKey(SealRequest, models.PROTECT, related_name="looks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self):
        return f"{self.request_id} {self.user_id}"
