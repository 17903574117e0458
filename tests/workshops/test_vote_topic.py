"""Row I3: others want it too, once each."""

import pytest

from tests.factories import area
from tests.together import together
from workshops.actions import (
    TopicIsClosed,
    TopicText,
    merge_proposal,
    request_topic,
    take_topic,
    vote_topic,
)
from workshops.models import TopicRequest, TopicVote


@pytest.fixture
def topic(employee, now):
    """Wished for by the employee."""
    text = TopicText("Merawat arsip digital", "Untuk kecamatan.", [area()])
    return request_topic(asker=employee, text=text, now=now)


def votes():
    return TopicRequest.objects.get().votes


def test_row_i3_once_each_and_taken_back(topic, colleague, as_user):
    client, url = as_user(colleague), f"{topic.get_absolute_url()}dukung/"

    found = []
    for on in ("1", "1", "0", "0"):
        client.post(url, {"on": on})
        found.append(votes())

    assert found == [2, 2, 1, 1]


def test_a_topic_that_was_taken_takes_no_vote(topic, workshop, leader, colleague, as_user, now):
    take_topic(actor=leader, topic=topic, workshop=workshop, now=now)

    answer = as_user(colleague).post(f"{topic.get_absolute_url()}dukung/", {"on": "1"})

    assert (answer.status_code, votes()) == (409, 1)
    assert "Bahasan ini tidak dapat didukung lagi" in answer.content.decode()


def test_one_that_was_merged_or_declined_takes_no_vote(
    proposal, topic, leader, colleague, as_user, now
):
    merge_proposal(actor=leader, topic=proposal, into=topic, now=now)

    answer = as_user(colleague).post(f"{proposal.get_absolute_url()}dukung/", {"on": "1"})

    assert answer.status_code == 409
    assert TopicVote.objects.filter(user=colleague).count() == 0


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_vote_while_it_is_merged_is_counted_there_or_refused(
    proposal, topic, leader, colleague, now
):
    answers = together(
        lambda: merge_proposal(actor=leader, topic=proposal, into=topic, now=now),
        lambda: vote_topic(user=colleague, topic=proposal, now=now),
    )

    refused = any(isinstance(one, TopicIsClosed) for one in answers)
    wants = TopicVote.objects.filter(topic=topic, user=colleague).exists()
    assert wants != refused


def test_who_wants_it_is_said_nowhere(topic, colleague, stranger, as_user, now):
    vote_topic(user=colleague, topic=topic, now=now)

    page = as_user(stranger).get(topic.get_absolute_url()).content.decode()
    assert colleague.full_name not in page
    assert "Saya juga mau · 2" in " ".join(page.split())


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_row_i3_two_presses_at_once_are_one_vote(topic, colleague, now):
    together(*[lambda: vote_topic(user=colleague, topic=topic, now=now)] * 3)

    assert votes() == TopicVote.objects.count() == 2
