"""Calls for topics, and what becomes of each proposal (row I2)."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from competencies.models import Area, LearningForm
from foundation.once import once
from foundation.refusals import Refusal
from notifications.telling import telling
from workshops import notices
from workshops.actions.announcing import announce_workshop
from workshops.actions.facilitating import add_facilitator
from workshops.actions.plan import WorkshopPlan
from workshops.actions.topics import Decision, TopicText, hand_votes_on, make_topic, take_topic
from workshops.models import SeatPool, TopicCall, TopicRequest, Workshop
from workshops.models import WorkshopAudience as Audience

SEATS = 30  # of the draft, until the host says otherwise
FORM = "KL07"  # a workshop


class CallIsClosed(Refusal):
    message = _("The time to propose topics here is over. You can still wish for a topic.")


class ProposalIsDecided(Refusal):
    message = _("This proposal is decided already, or a host has taken it.")


class MergesIntoItself(Refusal):
    message = _("Choose another topic that is open, to which this proposal can go.")


@dataclass(frozen=True)
class CallText:
    """What the form says; of an area, of a unit's people, or both."""

    title: str
    body: str
    closes_at: datetime
    area: Area | None = None
    unit: Unit | None = None


def open_call(*, actor: User, text: CallText, now: datetime, key: str = "") -> TopicCall:
    """Whoever follows the area, or belongs to the unit, hears of it."""
    with telling(now=now), once(user=actor, key=key, makes=TopicCall, now=now) as sending:
        if made := sending.made_with(text=text):
            return made
        call = TopicCall.objects.create(
            title=text.title,
            body=text.body,
            area=text.area,
            unit=text.unit,
            closes_at=text.closes_at,
            by=actor,
            opened_at=now,
        )
        notices.call_opened(call)
        return sending.keep(call)


def propose_topic(
    *, proposer: User, call: TopicCall, text: TopicText, now: datetime, key: str = ""
) -> TopicRequest:
    """A topic of the call, which others may want, too.

    The same words as a wish of the own, or to another call, are another topic.
    """
    with telling(now=now), once(user=proposer, key=key, makes=TopicRequest, now=now) as sending:
        if made := sending.made_with(text=text, call=call):
            return made
        call = TopicCall.objects.select_for_update().get(pk=call.pk)
        if not call.is_open(now):
            raise CallIsClosed
        topic = make_topic(proposer, text, now, call)
        notices.topic_proposed(topic, call)
        return sending.keep(topic)


def accept_proposal(*, actor: User, topic: TopicRequest, now: datetime) -> Workshop | None:
    """It becomes a draft of whoever accepts it and may announce; else it looks for a host."""
    with telling(now=now):
        topic = decide(topic, Decision.ACCEPTED, actor, now)
        draft = draft_of(topic, actor, now)
        notices.proposal_decided(topic)
        return draft


def decline_proposal(
    *, actor: User, topic: TopicRequest, reason: str, now: datetime
) -> TopicRequest:
    """The proposer reads why."""
    with telling(now=now):
        topic = decide(topic, Decision.DECLINED, actor, now, reason=reason)
        notices.proposal_decided(topic)
        return topic


def merge_proposal(
    *, actor: User, topic: TopicRequest, into: TopicRequest, now: datetime
) -> TopicRequest:
    """Who wanted it wants the other one now."""
    with telling(now=now):
        pks = [topic.pk, into.pk]
        list(TopicRequest.objects.select_for_update().filter(pk__in=pks).order_by("pk"))
        into = TopicRequest.objects.open().filter(pk=into.pk).exclude(pk=topic.pk).first()
        if into is None:
            raise MergesIntoItself
        topic = decide(topic, Decision.MERGED, actor, now, merged_into=into)
        hand_votes_on(topic, into)
        notices.proposal_decided(topic)
        return topic


def decide(
    topic: TopicRequest,
    decision: str,
    actor: User,
    now: datetime,
    *,
    reason: str = "",
    merged_into: TopicRequest | None = None,
) -> TopicRequest:
    """Once, of two who press at the same moment as well."""
    topic = TopicRequest.objects.select_for_update().get(pk=topic.pk)
    if not topic.is_undecided:
        raise ProposalIsDecided
    topic.decision, topic.decided_at, topic.decided_by = decision, now, actor
    topic.decision_reason, topic.merged_into = reason, merged_into
    topic.save()
    return topic


def draft_of(topic: TopicRequest, actor: User, now: datetime) -> Workshop | None:
    """Without a date; whoever proposed it and would speak stands in it as facilitator."""
    unit = unit_for(topic, actor)
    if unit is None:
        return None
    plan = WorkshopPlan(
        title=topic.title,
        description=topic.body or topic.title,
        areas=list(topic.areas.all()),
        unit=unit,
        form=LearningForm.objects.get(code=FORM),
        mode=Workshop.Mode.ONSITE,
        place="",
        online_url="",
        spans=[],
        seats={SeatPool.Kind.TOTAL: SEATS},
        registration_closes_at=None,
        jp=0,
        jp_reason="",
        audience=Audience.Kind.AREAS,
    )
    draft = announce_workshop(host=actor, plan=plan, publish=False, now=now)
    take_topic(actor=actor, topic=topic, workshop=draft, now=now)
    if topic.would_speak and topic.asked_by:
        add_facilitator(actor=actor, workshop=draft, person=topic.asked_by, now=now)
    return draft


def unit_for(topic: TopicRequest, actor: User) -> Unit | None:
    """Which whoever accepts it leads: that of the call, the own one, or the highest."""
    led = {unit.pk: unit for unit in Unit.objects.led_by(actor)}
    highest = [pk for pk in actor.led_unit_ids if led[pk].parent_id not in actor.led_unit_ids]
    called = topic.call.unit_id if topic.call else None
    wanted = [called, actor.unit_id, *sorted(highest)]
    return next((led[pk] for pk in wanted if pk in led), None)
