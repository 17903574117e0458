"""What a host asks everybody who registers, and what people said."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

YES, NO = "yes", "no"
WORDS = {YES: _("Yes"), NO: _("No")}


class EntryQuestionQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(ended_at=None)

    def in_order(self):
        return self.order_by("no")


class EntryQuestion(models.Model):
    """A question at registering; it never changes, it ends, so that answers keep their meaning.

    With `only_after` it is asked where the answer to that one is `only_if`.
    """

    class Kind(models.TextChoices):
        TEXT = "text", _("Text")
        YES_NO = "yes_no", _("Yes or no")
        CHOICE = "choice", _("One of several")

    MOST = 10  # of one workshop

    workshop = models.ForeignKey(
        "workshops.Workshop", models.CASCADE, related_name="entry_questions"
    )
    no = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)
    kind = models.CharField(max_length=6, choices=Kind, default=Kind.TEXT)
    choices = models.JSONField(default=list, blank=True)
    is_required = models.BooleanField(default=True)
    only_after = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    only_if = models.CharField(max_length=100, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = EntryQuestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workshop", "no"], name="question_once_per_number")
        ]

    def __str__(self):
        return self.text

    @property
    def options(self) -> list[tuple[str, str]]:
        """Value and words of each answer that can be chosen."""
        if self.kind == self.Kind.YES_NO:
            return [(value, str(words)) for value, words in WORDS.items()]
        return [(choice, choice) for choice in self.choices]

    @property
    def condition(self) -> str:
        """The answer that it hangs on, as people read it."""
        return dict(self.only_after.options).get(self.only_if, "") if self.only_after else ""

    def is_asked(self, said: dict[int, str]) -> bool:
        """`said` are the answers given so far, by question."""
        return self.only_after_id is None or said.get(self.only_after_id) == self.only_if


def brought_along(first: EntryQuestion, standing: Iterable[EntryQuestion]) -> list[EntryQuestion]:
    """What hangs on it, and on those in turn; `standing` in order, each after what it hangs on."""
    found = [first]
    for question in standing:
        if question.only_after_id in {one.pk for one in found}:
            found.append(question)
    return found[1:]


def is_asking() -> Exists:
    """Of a registration: the host asks something at its workshop."""
    return Exists(EntryQuestion.objects.standing().filter(workshop=OuterRef("workshop")))


def owes_answers() -> Exists:
    """Of a registration: something that everybody has to answer was never put to the person."""
    said = EntryAnswer.objects.filter(registration=OuterRef(OuterRef("pk")))
    is_so = said.filter(question=OuterRef("only_after"), text=OuterRef("only_if"))
    asked = EntryQuestion.objects.standing().filter(workshop=OuterRef("workshop"), is_required=True)
    asked = asked.filter(Q(only_after=None) | Exists(is_so))
    return Exists(asked.exclude(Exists(said.filter(question=OuterRef("pk")))))


class EntryAnswer(models.Model):
    """What a person said to it at registering."""

    registration = models.ForeignKey(
        "workshops.Registration", models.CASCADE, related_name="answers"
    )
    question = models.ForeignKey(EntryQuestion, models.PROTECT, related_name="answers")
    text = models.CharField(max_length=500)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "question"], name="question_answered_once"
            )
        ]

    def __str__(self):
        return f"{self.registration_id} {self.question_id}"

    @property
    def words(self) -> str:
        return dict(self.question.options).get(self.text, self.text)
