from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.unit import Unit


class RosterEntryQuerySet(models.QuerySet):
    def waiting(self, now):
        return self.filter(activated_at=None, expires_at__gt=now)


class RosterEntry(models.Model):
    """A person of an imported roster, who activates the account by a one-time link.

    Only a hash of the link's token is stored; the link itself is in the importer's CSV.
    """

    name = models.CharField(max_length=120)
    nip = models.CharField(max_length=18, unique=True)
    email = models.EmailField(blank=True)
    employment = models.CharField(max_length=10)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    position = models.CharField(max_length=120, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    activated_at = models.DateTimeField(null=True, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = RosterEntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "roster entries"

    def __str__(self):
        return self.name


class CorrectionRequest(models.Model):
    """What a person says is wrong in the own data, for an admin to settle."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="corrections")
    body = models.TextField(_("what is wrong"), max_length=1000)
    sent_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    def __str__(self):
        return self.body[:60]
