"""Row 41, idea 3: where two areas become one, what was gathered in both is one topic."""

from datetime import timedelta

import pytest

from competencies.actions import merge_areas
from tests.factories import area, make_question
from workshops.actions import gather_topics, merge_proposal, take_topic, vote_topic
from workshops.models import TopicQuestion, TopicRequest


@pytest.fixture
def source(db):
    return area("T.KEU")


@pytest.fixture
def into(db):
    return area("T.NAS")


@pytest.fixture
def topics(source, into, employee, now):
    """Gathered in each of the two; one of the questions belongs to both."""
    for k in range(4):
        make_question(employee, title=f"Bagaimana rekening {k} dikoreksi?", areas=["T.KEU"])
        make_question(employee, title=f"Bagaimana naskah {k} ditulis?", areas=["T.NAS"])
    make_question(employee, title="Bagaimana naskah anggaran?", areas=["T.KEU", "T.NAS"])
    gather_topics(now=now + timedelta(minutes=1))
    return [TopicRequest.objects.get(gathered_in=one) for one in (source, into)]


def test_votes_and_questions_go_over(
    topics, source, into, moderator, colleague, stranger, as_user, now
):
    topic, kept = topics
    for user, wanted in ((colleague, topic), (stranger, topic), (stranger, kept)):
        vote_topic(user=user, topic=wanted, now=now)

    merge_areas(actor=moderator, source=source, into=into, now=now)

    kept.refresh_from_db()
    wanting = set(kept.wanted_by.values_list("user", flat=True))
    assert (kept.votes, wanting) == (2, {colleague.pk, stranger.pk})
    assert kept.questions.count() == TopicQuestion.objects.count() == 9
    assert TopicRequest.objects.open().get() == kept
    topic.refresh_from_db()
    assert (topic.decision, topic.decided_by, topic.merged_into) == ("merged", moderator, kept)
    page = as_user(colleague).get(topic.get_absolute_url()).content.decode()
    assert kept.get_absolute_url() in page


def test_later_questions_of_either_join_the_kept_one(
    topics, source, into, moderator, employee, now
):
    merge_areas(actor=moderator, source=source, into=into, now=now)

    make_question(employee, title="Bagaimana kode yang baru?", areas=["T.NAS"])
    gather_topics(now=now + timedelta(minutes=2))

    assert TopicRequest.objects.count() == 2
    assert topics[1].questions.count() == 10


def test_by_the_page_a_proposal_that_went_into_it_goes_on_in_the_kept_one(
    topics, proposal, source, into, leader, moderator, as_user, now
):
    merge_proposal(actor=leader, topic=proposal, into=topics[0], now=now)

    done = as_user(moderator).post(f"/bidang/{source.slug}/gabung/", {"into": into.pk})

    proposal.refresh_from_db()
    assert (done.status_code, proposal.merged_into) == (302, topics[1])
    assert topics[1].wanted_by.filter(user=proposal.asked_by).exists()


def test_one_that_a_host_has_taken_stays_its_own(
    topics, source, into, moderator, leader, draft, now
):
    topic, kept = topics
    take_topic(actor=leader, topic=topic, workshop=draft, now=now)

    merge_areas(actor=moderator, source=source, into=into, now=now)

    topic.refresh_from_db()
    assert (topic.decision, topic.workshop, topic.gathered_in) == ("", draft, into)
    assert kept.questions.count() == 5


def test_where_only_one_was_gathered_it_grows_on(topics, source, moderator, now):
    other = area("T.PEG")

    merge_areas(actor=moderator, source=source, into=other, now=now)

    topics[0].refresh_from_db()
    assert (topics[0].gathered_in, topics[0].decision) == (other, "")
