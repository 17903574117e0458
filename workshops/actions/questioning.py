"""What a host asks at registering, and keeping what people said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foundation.refusals import Refusal
from notifications.telling import telling
from workshops import notices
from workshops.actions import pools
from workshops.models import EntryAnswer, EntryQuestion, Registration, Workshop
from workshops.models.entry_question import brought_along


class TooManyQuestions(Refusal):
    message = _("Ten questions are the most. End one before you add another.")


class AskedAlready(Refusal):
    message = _("This is asked already, in another way. End that question first.")


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
    """At the end; a second press finds the same and adds nothing.

    Whoever has a place by then is asked afterwards, where an answer is required.
    """
    with telling(now=now):
        pools.lock(workshop)
        standing = workshop.entry_questions.standing()
        same = standing.filter(text=question.text).first()
        if same is not None and is_asked_so(same, question):
            return same
        if same is not None:
            raise AskedAlready
        if standing.count() >= EntryQuestion.MOST:
            raise TooManyQuestions
        last = workshop.entry_questions.aggregate(last=Max("no"))["last"] or 0
        added = EntryQuestion.objects.create(
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
        if added.is_required:
            notices.host_asks(workshop, actor)
        return added


def is_asked_so(standing: EntryQuestion, question: NewQuestion) -> bool:
    return all(
        getattr(standing, name) == wanted
        for name, wanted in vars(question).items()
        if name != "choices"
    ) and standing.choices == list(question.choices)


def end_entry_question(*, question: EntryQuestion, now: datetime) -> int:
    """It is asked no more, nor are those that hang on it; what was said stays. How many ended."""
    standing = EntryQuestion.objects.standing().filter(workshop=question.workshop_id)
    found = [question, *brought_along(question, standing.in_order())]
    return standing.filter(pk__in=[one.pk for one in found]).update(ended_at=now)


def keep_answers(registration: Registration, answers: Mapping[int, str] | None) -> None:
    """In place of those to the same questions; what was said to a question that ended stays.

    None where nothing was asked; who was asked and left all blank takes back what was said.
    """
    if answers is None:
        return
    registration.answers.filter(question__ended_at=None).delete()
    EntryAnswer.objects.bulk_create(
        [
            EntryAnswer(registration=registration, question_id=pk, text=text)
            for pk, text in answers.items()
            if text
        ],
        update_conflicts=True,
        unique_fields=["registration", "question"],
        update_fields=["text"],
    )
