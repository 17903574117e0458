"""What is told of questions that a workshop will answer."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from discussions.models import Thread, ThreadSeen
from notifications.kinds import Kind, declare
from notifications.telling import notify
from workshops.models import Workshop, WorkshopQuestion
from workshops.notices.people import watching_or_asked


def visible_links(user: User, ids: Iterable[int]) -> dict[int, WorkshopQuestion]:
    """Where both the workshop and the question may be read."""
    rows = (
        WorkshopQuestion.objects.linked()
        .select_related("workshop", "thread")
        .filter(
            workshop__in=Workshop.objects.visible_to(user),
            thread__in=Thread.objects.visible_to(user),
        )
    )
    return rows.in_bulk(list(ids))


def asker_and_followers(link: WorkshopQuestion) -> QuerySet:
    """The asker also under a sealed name: told, never named."""
    seen = ThreadSeen.objects.filter(watching_or_asked(), thread=link.thread_id)
    concerned = Q(pk__in=seen.values("user")) | Q(pk=link.thread.author_id)
    return User.objects.active().filter(concerned)


QUESTION_LINKED = declare(
    Kind(
        key="workshops.question_linked",
        label=_("A workshop will answer a question of mine"),
        group="workshops",
        icon="cal",
        tone="gold",
        audience=asker_and_followers,
        visible=visible_links,
    )
)


def question_linked(link: WorkshopQuestion, actor: User) -> None:
    notify(QUESTION_LINKED, about=link, actor=actor, reason="thread")


def questions_linked(workshop: Workshop) -> None:
    """When a draft is announced."""
    for link in workshop.questions.unsettled().select_related("thread"):
        question_linked(link, workshop.host)
