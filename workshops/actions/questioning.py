"""What a host asks at registering, and keeping what people said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foundation.refusals import Refusal
from notifications.telling import telling
from workshops.actions import pools
from workshops.models import EntryAnswer, EntryQuestion, Registration, Workshop


class TooManyQuestions(Refusal):
    message = _("Ten questions are the most. End one before you add another.")


@dataclass(frozen=True)
class NewQuestion:
    """What the form says; `only_if` is a value of the question `only_after`."""

    text: str
    kind: str
    choices: tuple[str, ...] = ()
    is_required: bool = True
    only_after: EntryQuestion | None = None
    only_if: str = ""


def add_entry_question(
    *, actor: User, workshop: Workshop, question: NewQuestion, now: datetime
) -> EntryQuestion:
    """At the end; a second press finds the same words and adds nothing."""
    with telling(now=now):
        pools.lock(workshop)
        standing = workshop.entry_questions.standing()
        same = standing.filter(text=question.text, kind=question.kind).first()
        if same is not None:
            return same
        if standing.count() >= EntryQuestion.MOST:
            raise TooManyQuestions
        last = workshop.entry_questions.aggregate(last=Max("no"))["last"] or 0
        return EntryQuestion.objects.create(
            workshop=workshop,
            no=last + 1,
            text=question.text,
            kind=question.kind,
            choices=list(question.choices),
            is_required=question.is_required,
            only_after=question.only_after,
            only_if=question.only_if,
            asked_by=actor,
            asked_at=now,
        )


def end_entry_question(*, question: EntryQuestion, now: datetime) -> None:
    """It is asked no more, nor are those that hang on it; what was said stays."""
    ended = EntryQuestion.objects.standing().filter(workshop=question.workshop_id)
    found = {question.pk}
    for pk, after in ended.order_by("no").values_list("pk", "only_after"):
        found |= {pk} if after in found else set()
    ended.filter(Q(pk__in=found)).update(ended_at=now)


def keep_answers(registration: Registration, answers: Mapping[int, str]) -> None:
    """What was said the last time that something was asked."""
    if not answers:
        return
    registration.answers.all().delete()
    EntryAnswer.objects.bulk_create(
        EntryAnswer(registration=registration, question_id=pk, text=text)
        for pk, text in answers.items()
        if text
    )
