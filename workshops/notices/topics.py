"""What is told of topics that became a workshop."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from notifications.kinds import Kind, declare
from notifications.telling import notify
from workshops.models import TopicRequest, TopicVote, Workshop


def held_topics(user: User, ids: Iterable[int]) -> dict[int, TopicRequest]:
    """Where both the topic and the workshop may be seen."""
    rows = TopicRequest.objects.visible_to(user).select_related("workshop")
    return rows.filter(workshop__in=Workshop.objects.visible_to(user)).in_bulk(list(ids))


def voters(topic: TopicRequest) -> QuerySet:
    wanted = TopicVote.objects.filter(topic=topic)
    return User.objects.active().filter(pk__in=wanted.values("user"))


TOPIC_HELD = declare(
    Kind(
        key="workshops.topic_held",
        label=_("A workshop on a topic that I want"),
        group="workshops",
        icon="cal",
        tone="gold",
        audience=voters,
        visible=held_topics,
    )
)


def topics_held(workshop: Workshop) -> None:
    """When it is announced."""
    for topic in workshop.topics.all():
        notify(TOPIC_HELD, about=topic, actor=workshop.host)
