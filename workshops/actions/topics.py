"""What people want to learn, and how it becomes a workshop (rows I2, I3, idea 3)."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from competencies.models import Area
from discussions.models import Thread, ThreadArea
from foundation.once import once
from foundation.refusals import Refusal
from notifications.telling import telling
from workshops import notices
from workshops.actions.answering import link_question, still_ahead
from workshops.models import (
    TopicCall,
    TopicQuestion,
    TopicRequest,
    TopicVote,
    Workshop,
    WorkshopQuestion,
)

Decision = TopicRequest.Decision
ENOUGH = 5  # unanswered questions of one area
PREPARING = timedelta(days=30)  # a draft holds its topic
WITHIN = timedelta(days=30)
MOST = 50  # questions of one topic


class TopicIsClosed(Refusal):
    message = _(
        "This topic cannot be wanted any more: a host has taken it, or it was decided. "
        "Its page says what became of it."
    )


@dataclass(frozen=True)
class TopicText:
    """What somebody wants to learn, and in which areas."""

    title: str
    body: str
    areas: Sequence[Area]
    would_speak: bool = False


def request_topic(*, asker: User, text: TopicText, now: datetime, key: str = "") -> TopicRequest:
    """Whoever asks wants it: the first vote."""
    with transaction.atomic(), once(user=asker, key=key, makes=TopicRequest, now=now) as sending:
        if made := sending.made_with(text=text):
            return made
        return sending.keep(make_topic(asker, text, now))


def make_topic(
    asker: User, text: TopicText, now: datetime, call: TopicCall | None = None
) -> TopicRequest:
    topic = TopicRequest.objects.create(
        title=text.title,
        body=text.body,
        would_speak=text.would_speak,
        call=call,
        asked_by=asker,
        created_at=now,
    )
    topic.areas.add(*text.areas)
    vote_topic(user=asker, topic=topic, now=now)
    return topic


@transaction.atomic
def vote_topic(*, user: User, topic: TopicRequest, now: datetime) -> None:
    """Once per person; whoever merges it at the same moment counts the vote, or it is refused."""
    if not TopicRequest.objects.open().select_for_update().filter(pk=topic.pk).first():
        raise TopicIsClosed
    _vote, is_new = TopicVote.objects.get_or_create(topic=topic, user=user, defaults={"at": now})
    if is_new:
        TopicRequest.objects.filter(pk=topic.pk).update(votes=F("votes") + 1)


@transaction.atomic
def unvote_topic(*, user: User, topic: TopicRequest) -> None:
    deleted, _per_table = TopicVote.objects.filter(topic=topic, user=user).delete()
    if deleted:
        TopicRequest.objects.filter(pk=topic.pk).update(votes=F("votes") - 1)


def take_topic(*, actor: User, topic: TopicRequest, workshop: Workshop, now: datetime) -> bool:
    """The first host to take it has it; its questions are those that the workshop answers."""
    with telling(now=now):
        workshop = still_ahead(workshop)  # its lock before the topic's, as when it is called off
        taken = {"workshop": workshop, "taken_by": actor, "taken_at": now}
        if not TopicRequest.objects.takeable().filter(pk=topic.pk).update(**taken):
            return False
        threads = Thread.objects.filter(topics__topic=topic, deleted_at=None, hidden_at=None)
        for thread in threads.order_by("pk"):
            link_question(actor=actor, workshop=workshop, thread=thread, now=now)
        if not workshop.is_draft:
            notices.topics_held(workshop)
        return True


def free_topics(topics: QuerySet[TopicRequest]) -> None:
    """Another host may take them; what was gathered does not grow any more."""
    topics.update(workshop=None, taken_by=None, taken_at=None, gathered_in=None)


def hand_votes_on(topic: TopicRequest, into: TopicRequest) -> None:
    """Who wanted it wants the other one now; both are locked."""
    for vote in topic.wanted_by.order_by("pk"):
        TopicVote.objects.get_or_create(topic=into, user_id=vote.user_id, defaults={"at": vote.at})
    TopicRequest.objects.filter(pk=into.pk).update(votes=into.wanted_by.count())


def merge_topics(*, actor: User, source: Area, into: Area, now: datetime) -> None:
    """Two areas become one: of what was gathered in both, one open topic grows on."""
    topics = TopicRequest.objects.select_for_update().order_by("pk")
    found = topics.filter(gathered_in__in=[source, into], taken_at=None)
    by_area = {one.gathered_in_id: one for one in found}
    if len(by_area) == 2:
        merge_gathered(by_area[source.pk], by_area[into.pk], actor, now)
    TopicRequest.objects.filter(gathered_in=source).update(gathered_in=into)


def merge_gathered(topic: TopicRequest, into: TopicRequest, actor: User, now: datetime) -> None:
    """Its page leads to the other one, as that of a merged proposal does."""
    topic.decision, topic.decided_at, topic.decided_by = Decision.MERGED, now, actor
    topic.merged_into, topic.gathered_in = into, None
    topic.save()
    topic.merged.update(merged_into=into)
    topic.questions.filter(thread__in=into.questions.values("thread")).delete()
    topic.questions.update(topic=into)
    hand_votes_on(topic, into)


def gather_topics(*, now: datetime) -> int:
    """Five unanswered questions of an area make a topic of it, and later ones join it."""
    free_topics(TopicRequest.objects.taken_by_drafts_before(now - PREPARING))
    found = unanswered_by_area(now)
    gathered = TopicRequest.objects.open().exclude(gathered_in=None)
    growing = set(gathered.values_list("gathered_in", flat=True))
    due = {area: ids for area, ids in found.items() if area in growing or len(ids) >= ENOUGH}
    for area in Area.objects.active().filter(pk__in=due).order_by("pk"):
        gather(area, due[area.pk][:MOST], now)
    return len(due)


def unanswered_by_area(now: datetime) -> dict[int, list[int]]:
    """Those that everyone may read and that no workshop answers yet."""
    asked = (
        Thread.objects.questions()
        .unanswered()
        .filter(created_at__gt=now - WITHIN, visibility=Thread.Visibility.REGENCY, hidden_at=None)
    )
    taken = TopicQuestion.objects.exclude(topic__taken_at=None, topic__gathered_in__isnull=False)
    linked = WorkshopQuestion.objects.sources()
    asked = asked.exclude(pk__in=taken.values("thread")).exclude(pk__in=linked.values("thread"))
    found: dict[int, list[int]] = defaultdict(list)
    rows = ThreadArea.objects.filter(content_object__in=asked).order_by("content_object")
    for area, thread in rows.values_list("tag", "content_object"):
        found[area].append(thread)
    return found


@transaction.atomic
def gather(area: Area, thread_ids: Collection[int], now: datetime) -> None:
    """One open topic for an area, whoever gathers at the same moment."""
    with override("id"):
        title = gettext("Unanswered questions: %(area)s") % {"area": area.name}
    topic, is_new = TopicRequest.objects.get_or_create(
        gathered_in=area,
        taken_at=None,
        defaults={"title": title[:150], "created_at": now},
    )
    if is_new:
        topic.areas.add(area)
    links = [TopicQuestion(topic=topic, thread_id=pk) for pk in thread_ids]
    TopicQuestion.objects.bulk_create(links, ignore_conflicts=True)
