from django.db import models
from django.utils.translation import gettext_lazy as _


class AskField(models.Model):
    """What a question in this area must or may tell besides its text; the admin keeps the list."""

    area = models.ForeignKey("competencies.Area", models.CASCADE, related_name="ask_fields")
    label = models.CharField(_("label"), max_length=80)
    is_required = models.BooleanField(_("required"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("field of a question")
        verbose_name_plural = _("fields of a question")
        ordering = ["area", "position", "pk"]

    def __str__(self):
        return self.label
