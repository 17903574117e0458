"""What is told of calls for topics, and of what became of a proposal."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from competencies.models import watchers_of
from notifications.telling import notify
from workshops.models import TopicCall, TopicRequest
from workshops.notices.base import kind
from workshops.notices.people import members_below
from workshops.permissions import can_open_call


def visible_calls(user: User, ids: Iterable[int]) -> dict[int, TopicCall]:
    return TopicCall.objects.visible_to(user).in_bulk(list(ids))


def visible_topics(user: User, ids: Iterable[int]) -> dict[int, TopicRequest]:
    rows = TopicRequest.objects.visible_to(user).select_related("merged_into")
    return rows.in_bulk(list(ids))


def called_people(call: TopicCall) -> QuerySet:
    """Followers of the area, people of the unit, or who is both."""
    people = watchers_of([call.area_id]) if call.area_id else User.objects.active()
    if call.unit_id is None:
        return people
    return people.filter(pk__in=members_below([call.unit_id]).values("pk"))


def caller(call: TopicCall) -> QuerySet:
    return User.objects.active().filter(pk=call.by_id)


def proposer(topic: TopicRequest) -> QuerySet:
    return User.objects.active().filter(pk=topic.asked_by_id)


CALL_OPENED = kind(
    "call_opened", _("A call for topics for me"), called_people, icon="mic", visible=visible_calls
)
TOPIC_PROPOSED = kind(
    "topic_proposed",
    _("A topic was proposed to my call"),
    caller,
    icon="mic",
    tone="blue",
    visible=visible_calls,
    concerns=can_open_call,
)
PROPOSAL_DECIDED = kind(
    "proposal_decided",
    _("My proposal was decided"),
    proposer,
    icon="mic",
    tone="gold",
    visible=visible_topics,
    is_required=True,
)


def call_opened(call: TopicCall) -> None:
    notify(CALL_OPENED, about=call, actor=call.by, reason="audience")


def topic_proposed(topic: TopicRequest, call: TopicCall) -> None:
    notify(TOPIC_PROPOSED, about=call, actor=topic.asked_by)


def proposal_decided(topic: TopicRequest) -> None:
    notify(PROPOSAL_DECIDED, about=topic, actor=topic.decided_by, reason="author")
