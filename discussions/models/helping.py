"""Whom a person has helped: distinct people, never points (ux 2.10)."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from accounts.models import User
from discussions.models.post import Answer, Helpful, Worked
from discussions.models.solution import Solution, SolutionEvent


@dataclass(frozen=True)
class Favour:
    """A way of saying that a post helped: in which rows, by which `person`, and when.

    `ledger` also remembers what was taken back; `sealed_in` is the question whose asker said it
    without a name.
    """

    model: type[models.Model]
    person: str
    at: str
    ledger: type[models.Model]
    sealed_in: str = ""

    @property
    def helped(self) -> Combinable:
        """The person's key, or that of a sealed asker's question below zero."""
        if not self.sealed_in:
            return F(self.person)
        question = -F(self.sealed_in)
        return Coalesce(question, F(self.person), output_field=models.BigIntegerField())

    def standing(self) -> QuerySet:
        """Of answers that stand and are not hidden, by others than their authors: `helped`."""
        said = self.model._default_manager.filter(
            post__deleted_at=None,
            post__hidden_at=None,
            post__thread__deleted_at=None,
            post__thread__hidden_at=None,
            post__author__isnull=False,
        )
        said = said.annotate(helped=self.helped).filter(helped__isnull=False)
        return said.exclude(post__author=F("helped"))

    def unreturned(self) -> QuerySet:
        """Without what two people have said of each other: it earns nothing (decision 18).

        Nor does what is said without a name: whether the two are a pair would be told by it.
        """
        named = {self.sealed_in: None} if self.sealed_in else {}
        back = {self.person: OuterRef("post__author"), "post__author": OuterRef(self.person)}
        returned = self.ledger._default_manager.filter(**back, **named)
        return self.standing().filter(~Exists(returned), **named)


CHOICE = Favour(Solution, "thread__author", "accepted_at", SolutionEvent)
MARK = Favour(Helpful, "user", "at", Helpful, "sealed_in")
FAVOURS = (CHOICE, MARK, Favour(Worked, "user", "at", Worked, "sealed_in"))


def people_helped(user: User) -> int:
    """Each person once, whatever they said and how often.

    A sealed asker counts by question: knowing them again would open the seal.
    """
    return helpings([user.pk]).count()


def helped_by(people: Collection[int]) -> Counter[int]:
    """`people_helped` of many, in one query."""
    return Counter(helper for helper, _helped in helpings(people))


def helpings(people: Collection[int]) -> QuerySet:
    """`(who helped, who was helped)`, each pair once."""
    said = [
        favour.standing().filter(post__author__in=people).values_list("post__author", "helped")
        for favour in FAVOURS
    ]
    solved = Solution.objects.filter(post__in=readable_answers(people))
    found = solved.annotate(finder=F("thread__found_answers__user")).exclude(finder=None)
    unnamed = solved.filter(thread__author=None).exclude(thread__sealed_mark="")
    rest = [
        found.exclude(finder=F("post__author")).values_list("post__author", "finder"),
        unnamed.values_list("post__author", -F("thread")),
    ]
    return said[0].union(*said[1:], *rest)


def readable_answers(people: Collection[int]) -> QuerySet:
    """Their answers that stand and are not hidden."""
    answers = Answer.objects.standing().filter(author__in=people, hidden_at=None)
    return answers.filter(thread__deleted_at=None, thread__hidden_at=None)


def contribution_of(user: User) -> dict[str, int]:
    """People helped, answers and solutions, as the person and colleagues see them."""
    given = readable_answers([user.pk]).aggregate(answers=Count("pk"), solutions=Count("solution"))
    return {"helped": people_helped(user), **given}
