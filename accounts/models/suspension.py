from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Suspension(models.Model):
    """The append-only ledger: who suspended whom until when, and why; `until` None lifts it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="suspensions",
        verbose_name=_("person"),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("suspended by")
    )
    until = models.DateTimeField(_("until"), null=True)
    reason = models.CharField(_("reason"), max_length=200)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("suspension")
        verbose_name_plural = _("suspensions")

    def __str__(self):
        return f"{self.user_id} {self.until}"
