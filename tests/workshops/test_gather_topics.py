"""Idea 3: five unanswered questions of an area make one topic by themselves."""

from datetime import timedelta

import pytest

from discussions.actions import QuestionText, ask_question
from discussions.models import Thread
from notifications.models import Notification
from tests.factories import UserFactory, area, make_answer, make_question
from tests.together import together
from workshops.actions import call_off_workshop, gather_topics, publish_workshop, take_topic
from workshops.models import TopicQuestion, TopicRequest


@pytest.fixture
def ask(unit):
    """Unanswered questions of one area, each by somebody else."""

    def make(count, **more):
        return [
            make_question(UserFactory(unit=unit), title=f"Bagaimana langkah nomor {k} ini?", **more)
            for k in range(count)
        ]

    return make


def gathered():
    return list(TopicQuestion.objects.order_by("thread").values_list("topic", "thread"))


def test_idea_3_the_fifth_makes_exactly_one_and_the_sixth_joins_it(ask, now):
    ask(4)
    gather_topics(now=now)
    assert gathered() == []

    ask(1)
    for _twice in (1, 2):
        gather_topics(now=now)
    assert len(gathered()) == 5

    ask(1)
    gather_topics(now=now)
    assert len(gathered()) == 6
    topic = TopicRequest.objects.get()
    assert topic.title == f"Pertanyaan yang belum terjawab: {area().name}"


def test_idea_3_what_does_not_count(ask, now, moderator):
    old, answered, hidden, units, _plain = ask(5)
    Thread.objects.filter(pk=old.pk).update(created_at=now - timedelta(days=31))
    make_answer(moderator, answered)
    Thread.objects.filter(pk=hidden.pk).update(hidden_at=now)
    Thread.objects.filter(pk=units.pk).update(visibility="unit")
    ask(3)
    ask(4, areas=["T.KES"])

    gather_topics(now=now)

    assert gathered() == []


def test_idea_3_a_taken_topic_makes_no_second_one_of_the_same(ask, now, draft, leader):
    ask(5)
    gather_topics(now=now)
    take_topic(actor=leader, topic=TopicRequest.objects.get(), workshop=draft, now=now)

    ask(4)
    gather_topics(now=now)
    assert TopicRequest.objects.count() == 1

    ask(1)
    gather_topics(now=now)
    assert TopicRequest.objects.count() == 2


def test_idea_3_a_topic_that_was_let_go_keeps_its_questions(ask, now, workshop, leader):
    ask(5)
    gather_topics(now=now)
    topic = TopicRequest.objects.get()
    take_topic(actor=leader, topic=topic, workshop=workshop, now=now)
    call_off_workshop(actor=leader, workshop=workshop, reason="Narasumber sakit.", now=now)

    ask(5)
    gather_topics(now=now)

    assert TopicRequest.objects.open().count() == 2
    assert len(gathered()) == 10


def test_idea_3_its_askers_hear_when_the_workshop_is_announced(ask, now, draft, leader):
    askers = {thread.author_id for thread in ask(5)}
    gather_topics(now=now)
    take_topic(actor=leader, topic=TopicRequest.objects.get(), workshop=draft, now=now)
    told = Notification.objects.filter(kind="workshops.question_linked")
    assert not told.exists()

    publish_workshop(workshop=draft, now=now)

    assert set(told.values_list("recipient", flat=True)) == askers


def test_idea_3_a_sealed_asker_is_among_them_and_named_nowhere(
    ask, now, draft, leader, employee, moderator, as_user
):
    text = QuestionText("Bolehkah perintah ditolak?", "Ceritanya panjang.", [area()], True)
    sealed = ask_question(author=employee, text=text, now=now)
    ask(4)
    gather_topics(now=now)

    topic = TopicRequest.objects.get()
    page = as_user(moderator).get(topic.get_absolute_url()).content.decode()
    assert sealed.title in page
    assert employee.full_name not in page
    assert not topic.wanted_by.exists()

    take_topic(actor=leader, topic=topic, workshop=draft, now=now)
    publish_workshop(workshop=draft, now=now)
    told = Notification.objects.filter(kind="workshops.question_linked", recipient=employee)
    assert told.count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_idea_3_two_workers_at_once_make_one(ask, now):
    ask(6)

    together(lambda: gather_topics(now=now), lambda: gather_topics(now=now))

    assert TopicRequest.objects.count() == 1
    assert len(gathered()) == 6
