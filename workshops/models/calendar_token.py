import secrets
from hashlib import sha256

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.models import PublicIdField

BYTES = 20  # 160 bits: nobody guesses one


class CalendarTokenQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(user=user)

    def standing(self):
        return self.filter(ended_at=None)

    def with_secret(self, secret):
        return self.filter(hash=hash_of(secret))


class CalendarToken(models.Model):
    """The key in the address of a person's feed. Only its hash is kept, so it is shown once.

    A calendar program reads without signing in, so whoever has the address reads the feed.
    """

    class Scope(models.TextChoices):
        MINE = "mine", _("My workshops: registered, waiting, hosting")
        AREAS = "areas", _("All workshops of my areas")
        UNIT = "unit", _("All workshops of my unit and those above it")
        ALL = "all", _("All workshops")

    public_id = PublicIdField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_tokens"
    )
    hash = models.CharField(max_length=64, unique=True)
    scope = models.CharField(max_length=5, choices=Scope, default=Scope.MINE)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = CalendarTokenQuerySet.as_manager()

    def __str__(self):
        return f"{self.user_id}: {self.scope}"


def new_secret() -> str:
    return secrets.token_urlsafe(BYTES)


def hash_of(secret: str) -> str:
    """Without a salt: what has 160 bits of chance is in no table."""
    return sha256(secret.encode(errors="replace")).hexdigest()
