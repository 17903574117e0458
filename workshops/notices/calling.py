"""What is told of calls for topics, and of what became of a proposal."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.leading import Leaders
from competencies.models import watchers_of
from discussions.models.sight import moderators_in
from notifications.telling import notify
from workshops.models import TopicCall, TopicRequest
from workshops.notices.base import kind
from workshops.notices.people import members_below
from workshops.permissions import can_open_call, can_review_call


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


def reviewers(call: TopicCall) -> QuerySet:
    """Whoever called, while that decides; then who leads its unit now, or moderates its area."""
    now = timezone.now()
    present = User.objects.able_to_sign_in(now)
    caller = present.filter(pk=call.by_id)
    if any(can_review_call(one, call) for one in caller):
        return caller
    leaders = Leaders([call.unit_id], now).nearest(call.unit_id)
    moderators = moderators_in([call.area]) if call.area else User.objects.none()
    others = Q(pk__in=[one.pk for one in leaders]) | Q(pk__in=moderators.values("pk"))
    return present.filter(others)


def proposer(topic: TopicRequest) -> QuerySet:
    return User.objects.active().filter(pk=topic.asked_by_id)


CALL_OPENED = kind(
    "call_opened", _("A call for topics for me"), called_people, icon="mic", visible=visible_calls
)
TOPIC_PROPOSED = kind(
    "topic_proposed",
    _("A topic was proposed to a call about which I decide"),
    reviewers,
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
