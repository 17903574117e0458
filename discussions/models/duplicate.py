from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from competencies.permissions import curated_area_ids
from discussions.models.thread import Thread


class DuplicateQuerySet(models.QuerySet):
    def asked(self):
        return self.filter(state=Duplicate.State.ASKED, thread__deleted_at=None)

    def confirmed(self):
        return self.filter(state=Duplicate.State.CONFIRMED)

    def for_moderator(self, user):
        areas = curated_area_ids(user)
        return self if None in areas else self.filter(thread__in=Thread.objects.in_areas(areas))


class Duplicate(models.Model):
    """Somebody says that a question was asked before; its asker says whether that answers it."""

    class State(models.TextChoices):
        ASKED = "asked", _("Asked")
        CONFIRMED = "confirmed", _("Confirmed")
        REFUSED = "refused", _("Refused")

    thread = models.OneToOneField(Thread, models.CASCADE, related_name="duplicate")
    of = models.ForeignKey(Thread, models.CASCADE, related_name="asked_again")
    state = models.CharField(max_length=9, choices=State, default=State.ASKED)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    refused = models.ManyToManyField(
        Thread, related_name="+", help_text="the asker has said of these that they are others"
    )
    difference = models.CharField(max_length=300, blank=True, help_text="why it is another one")

    objects = DuplicateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(thread=models.F("of")), name="duplicate_of_another"
            )
        ]

    def __str__(self):
        return f"{self.thread_id} = {self.of_id}"
