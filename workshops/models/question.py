from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from workshops.models.workshop import Workshop


class WorkshopQuestionQuerySet(models.QuerySet):
    def sources(self):
        return self.linked().filter(role=WorkshopQuestion.Role.SOURCE)

    def linked(self):
        return self.filter(unlinked_at=None)

    def unsettled(self):
        return self.sources().filter(settled_at=None)

    def in_order(self):
        return self.order_by("pk")


class WorkshopQuestion(models.Model):
    """A thread of a workshop: asked at it, to be answered by it, or opened after it.

    One that it answers is settled with an answer, once; unlinked, the row remembers who was told.
    """

    class Role(models.TextChoices):
        ASKED = "asked", _("Asked here")
        SOURCE = "source", _("The workshop answers it")
        AFTER = "after", _("Opened after it")

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="questions")
    thread = models.ForeignKey(
        "discussions.Thread", models.CASCADE, related_name="workshop_questions"
    )
    role = models.CharField(max_length=6, choices=Role, default=Role.ASKED)
    unlinked_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answer = models.ForeignKey(
        "discussions.Post", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = WorkshopQuestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "thread"], name="question_once_per_workshop"
            ),
            models.UniqueConstraint(
                fields=["workshop"], condition=Q(role="after"), name="one_thread_after_a_workshop"
            ),
        ]

    def __str__(self):
        return f"{self.workshop_id} {self.thread_id}"

    def get_absolute_url(self):
        """Where it is read what became of the question."""
        return self.workshop.get_absolute_url()
