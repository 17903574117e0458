"""Row I3: a host makes a workshop of a topic; who wants it hears once when it is announced."""

from datetime import timedelta

import pytest

from discussions.models import Thread
from notifications.models import Notification
from tests.factories import area, make_question, make_workshop
from workshops.actions import (
    TopicText,
    accept_proposal,
    call_off_workshop,
    gather_topics,
    publish_workshop,
    request_topic,
    take_topic,
    vote_topic,
)
from workshops.models import TopicRequest, Workshop

KIND = "workshops.topic_held"


@pytest.fixture
def topic(employee, colleague, now):
    """Wished for by the employee, wanted by the colleague, too."""
    text = TopicText("Merawat arsip digital", "Untuk kecamatan.", [area()])
    topic = request_topic(asker=employee, text=text, now=now)
    vote_topic(user=colleague, topic=topic, now=now)
    return topic


def told():
    rows = Notification.objects.filter(kind=KIND)
    return sorted((one.recipient.name, one.count) for one in rows)


def test_row_i3_the_form_begins_with_the_topic(topic, leader, as_user):
    page = as_user(leader).get(f"/lokakarya/baru/?bahasan={topic.public_id}")

    form = page.context["form"]
    assert form["title"].value() == topic.title
    assert form["description"].value() == "Untuk kecamatan."


def test_an_undecided_proposal_is_not_taken_past_whoever_called(
    proposal, leader, other_leader, as_user, announcement, moderator, now
):
    url = f"/lokakarya/baru/?bahasan={proposal.public_id}"
    form = announcement | {"unit": other_leader.unit_id}
    client = as_user(other_leader)
    assert client.get(url).context["form"]["title"].value() != proposal.title

    client.post(url, form)

    workshop = Workshop.objects.get()
    proposal.refresh_from_db()
    assert proposal.taken_at is None
    said = {"actor": other_leader, "topic": proposal, "workshop": workshop, "now": now}
    assert not take_topic(**said)
    accept_proposal(actor=moderator, topic=proposal, now=now)
    assert take_topic(**said)


def test_row_i3_a_draft_tells_nobody_and_its_announcement_everyone_once(
    topic, leader, as_user, announcement, employee, colleague, now
):
    url = f"/lokakarya/baru/?bahasan={topic.public_id}"
    as_user(leader).post(url, announcement | {"draft": "1"})

    workshop = Workshop.objects.get()
    topic.refresh_from_db()
    assert (topic.workshop, topic.taken_by, workshop.is_draft) == (workshop, leader, True)
    assert told() == []

    for _twice in (1, 2):
        publish_workshop(workshop=workshop, now=now)
    assert told() == sorted([(employee.name, 1), (colleague.name, 1)])


def test_row_i3_announced_at_once_they_hear_once(topic, leader, as_user, announcement):
    as_user(leader).post(f"/lokakarya/baru/?bahasan={topic.public_id}", announcement)

    assert [count for _name, count in told()] == [1, 1]


def test_the_first_host_has_it(topic, leader, other_leader, now):
    first, second = make_workshop(leader), make_workshop(other_leader)

    took = [
        take_topic(actor=one.host, topic=topic, workshop=one, now=now) for one in (first, second)
    ]

    assert took == [True, False]
    assert TopicRequest.objects.get().workshop == first


def test_a_taken_topic_says_what_became_of_it(topic, leader, employee, as_user, draft, now):
    take_topic(actor=leader, topic=topic, workshop=draft, now=now)
    page = as_user(employee).get(topic.get_absolute_url()).content.decode()
    assert draft.title not in page
    assert "sedang menyiapkan" in page

    publish_workshop(workshop=draft, now=now)
    client = as_user(employee)
    assert draft.title in client.get(topic.get_absolute_url()).content.decode()
    assert Notification.objects.get(kind=KIND, recipient=employee).read_at


@pytest.mark.parametrize("state", ["deleted_at", "hidden_at"])
def test_a_question_that_was_taken_away_meanwhile_is_not_answered(
    draft, leader, employee, now, state
):
    asked = [make_question(employee, title=f"Bagaimana langkah nomor {k} ini?") for k in range(5)]
    gather_topics(now=now)
    Thread.objects.filter(pk=asked[0].pk).update(**{state: now})

    take_topic(actor=leader, topic=TopicRequest.objects.get(), workshop=draft, now=now)

    linked = draft.questions.sources().in_order()
    assert [one.thread for one in linked] == asked[1:]


def test_a_called_off_workshop_lets_its_topic_go(topic, workshop, leader, as_user, now):
    take_topic(actor=leader, topic=topic, workshop=workshop, now=now)

    call_off_workshop(actor=leader, workshop=workshop, reason="Narasumber sakit.", now=now)

    assert TopicRequest.objects.open().get() == topic
    assert topic.title in as_user(leader).get("/lokakarya/bahasan/").content.decode()


def test_a_draft_holds_its_topic_for_a_month(topic, draft, leader, now):
    take_topic(actor=leader, topic=topic, workshop=draft, now=now)

    gather_topics(now=now + timedelta(days=29))
    assert not TopicRequest.objects.open().exists()

    gather_topics(now=now + timedelta(days=31))
    assert TopicRequest.objects.open().get() == topic


def test_once_announced_the_workshop_keeps_it(topic, workshop, leader, now):
    take_topic(actor=leader, topic=topic, workshop=workshop, now=now)

    gather_topics(now=now + timedelta(days=31))

    assert TopicRequest.objects.get().workshop == workshop
