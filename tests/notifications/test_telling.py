"""Telling: collected, written in one order, heard only after the commit."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from discussions.actions import accept_answer, follow_thread
from discussions.live import THREAD
from discussions.notices import ANSWER_POSTED, QUESTION_ASKED
from discussions.notices.base import followers
from notifications.broadcasting import broadcast_due
from notifications.kinds import type_of
from notifications.models import Bell, Broadcast, LiveEvent, Notification
from notifications.telling import notify, telling
from notifications.writing import write_notifications
from tests.factories import UserFactory, make_answer, make_question
from tests.together import together
from workshops.notices import WORKSHOP_ANNOUNCED

COMMITTED = pytest.mark.django_db(transaction=True, serialized_rollback=True)


class Stumble(Exception):
    """Something went wrong in an action."""


def test_a_block_only_collects_until_it_is_left(question, employee, now):
    with telling(now=now):
        notify(ANSWER_POSTED, about=question, to=[employee])
        inside = Notification.objects.count()

    assert (inside, Notification.objects.count()) == (0, 1)


def test_what_is_rolled_back_tells_nobody(question, employee, now):
    with pytest.raises(Stumble), telling(now=now):
        notify(ANSWER_POSTED, about=question, to=[employee])
        raise Stumble

    assert not Notification.objects.exists()


def test_a_failed_block_leaves_nothing_for_the_next(question, employee, colleague, now, tell):
    with pytest.raises(Stumble), telling(now=now):
        notify(ANSWER_POSTED, about=question, to=[employee])
        raise Stumble

    tell(colleague)

    assert list(Notification.objects.values_list("recipient", flat=True)) == [colleague.pk]


def test_an_inner_failure_tells_nobody_and_the_outer_block_goes_on(
    question, employee, colleague, now
):
    with telling(now=now):
        notify(ANSWER_POSTED, about=question, to=[colleague])
        with pytest.raises(Stumble), telling(now=now):
            notify(ANSWER_POSTED, about=question, to=[employee])
            THREAD.publish(question.public_id, "answer-posted")
            raise Stumble

    assert list(Notification.objects.values_list("recipient", flat=True)) == [colleague.pk]
    assert not LiveEvent.objects.exists()


def test_blocks_nest_and_tell_together_at_the_end(question, employee, now):
    with telling(now=now):
        with telling(now=now):
            notify(ANSWER_POSTED, about=question, to=[employee])
        inside = Notification.objects.count()

    assert (inside, Notification.objects.count()) == (0, 1)


def test_pages_are_woken_only_by_a_commit(question, now, heard, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as waiting, telling(now=now):
        THREAD.publish(question.public_id, "answer-posted", no=2)
    before = heard()

    for callback in waiting:
        callback()

    assert before == []
    assert [one["no"] for one in heard()] == [1]


def test_counters_are_taken_topics_by_key_then_people_by_id(question, employee, colleague, now):
    with CaptureQueriesContext(connection) as captured, telling(now=now):
        notify(ANSWER_POSTED, about=question, to=[colleague, employee])
        THREAD.publish("zzzzz", "answer-posted")
        THREAD.publish("22222", "answer-posted")

    writes = [one["sql"] for one in captured if one["sql"].startswith(("UPDATE", "SELECT"))]
    first, second = (
        next(n for n, sql in enumerate(writes) if f"thread:{name}" in sql)
        for name in ("22222", "zzzzz")
    )
    bells = next(n for n, sql in enumerate(writes) if 'FROM "notifications_bell"' in sql)
    assert first < second < bells
    assert writes[bells].startswith('SELECT "notifications_bell"."user_id"')
    assert "ORDER BY 1 ASC" in writes[bells]


def test_row_46_the_same_happening_raises_the_count_while_unread(tell, told, employee):
    tell(employee)
    tell(employee)

    assert told() == [("discussions.answer_posted", 2, 2)]


def test_after_reading_the_same_happening_is_told_anew(tell, told, employee, now):
    tell(employee)
    employee.notifications.update(read_at=now)
    tell(employee)

    assert told() == [
        ("discussions.answer_posted", 1, 1),
        ("discussions.answer_posted", 1, 2),
    ]


def test_another_kind_is_told_beside_it(tell, told, employee):
    tell(employee)
    tell(employee, kind=QUESTION_ASKED)

    assert [count for _kind, count, _seq in told()] == [1, 1]


def test_defect_8_an_empty_list_of_people_is_nobody_and_not_everybody(
    question, heard, now, django_capture_on_commit_callbacks
):
    """The kind has an audience, the asker; an empty `to` must not fall back on it, nor fail."""
    with django_capture_on_commit_callbacks(execute=True), telling(now=now):
        notify(ANSWER_POSTED, about=question, to=[])
        notify(ANSWER_POSTED, about=question, to=[None])

    assert not Notification.objects.exists()
    assert [message for message in heard() if message["type"] == "live.kabar"] == []


def test_the_actor_is_not_told(tell, employee, colleague):
    tell(employee, colleague, actor=colleague)

    assert list(Notification.objects.values_list("recipient", flat=True)) == [employee.pk]


def test_the_same_person_named_twice_is_told_once(tell, told, employee):
    tell(employee, employee)

    assert [count for _kind, count, _seq in told()] == [1]


@pytest.fixture
def crowd(unit):
    """More people of the unit than are told at once."""
    return UserFactory.create_batch(60, unit=unit)


@pytest.fixture
def announced(crowd, workshop, leader, now):
    """A workshop of which the whole unit is being told."""
    workshop.audience.kind = "own_unit"
    workshop.audience.save()
    with telling(now=now):
        notify(WORKSHOP_ANNOUNCED, about=workshop, actor=leader)
    return workshop


def test_r36_more_than_fifty_are_told_by_the_worker(announced, crowd, now):
    before = Notification.objects.count()

    broadcast_due(now=now)

    assert before == 0
    told = Notification.objects.filter(kind="workshops.workshop_announced", about_id=announced.pk)
    assert set(told.values_list("recipient", flat=True)) == {person.pk for person in crowd}


def test_a_rolled_back_block_leaves_no_broadcast(crowd, workshop, now):
    workshop.audience.kind = "own_unit"
    workshop.audience.save()
    with pytest.raises(Stumble), transaction.atomic():
        with telling(now=now):
            notify(WORKSHOP_ANNOUNCED, about=workshop)
        raise Stumble

    assert not Broadcast.objects.exists()


def test_r36_a_thousand_people_are_told_in_five_statements(question, unit, now):
    people = [
        User(email=f"ribu{n}@contoh.id", public_id=f"r{n:04}", name=f"R {n}") for n in range(1000)
    ]
    User.objects.bulk_create(people)
    ids = list(User.objects.filter(email__startswith="ribu").values_list("pk", flat=True))
    Bell.objects.bulk_create(Bell(user_id=pk) for pk in ids)
    row = {
        "kind": ANSWER_POSTED.key,
        "about_type": type_of(question).pk,
        "about_id": question.pk,
    }
    row |= {"actor_id": None, "first_new": "", "reason": ""}

    with CaptureQueriesContext(connection) as captured:
        write_notifications(recipient_ids=ids, now=now, **row)

    assert Notification.objects.count() == 1000
    assert len(captured) <= 5


@COMMITTED
def test_two_tellings_to_the_same_people_lose_no_number(employee, unit, now):
    people = UserFactory.create_batch(20, unit=unit)
    questions = [make_question(employee), make_question(employee)]
    gate, rounds = Barrier(2), 8

    def tell_all(question, order):
        try:
            for _round in range(rounds):
                gate.wait(timeout=30)
                with telling(now=now):
                    notify(ANSWER_POSTED, about=question, to=people[::order])
                    THREAD.publish("sama", "answer-posted")
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(tell_all, questions, [1, -1]))

    assert set(Bell.objects.values_list("last_seq", flat=True)) == {2 * rounds}
    assert set(Notification.objects.values_list("count", flat=True)) == {rounds}
    numbers = LiveEvent.objects.order_by("no").values_list("no", flat=True)
    assert list(numbers) == list(range(1, 2 * rounds + 1))


@COMMITTED
def test_two_tellings_of_swapped_people_wait_for_each_other(employee, colleague, question, now):
    """Bell by bell in the order of telling they would lock each other out."""

    def tell_both(*people):
        for _round in range(20):
            with telling(now=now):
                for kind, person in zip((ANSWER_POSTED, QUESTION_ASKED), people, strict=True):
                    notify(kind, about=question, to=[person])

    outcomes = together(
        lambda: tell_both(employee, colleague), lambda: tell_both(colleague, employee)
    )

    assert outcomes == [None, None]
    assert set(Bell.objects.values_list("last_seq", flat=True)) == {40}


def test_all_bells_of_a_telling_are_locked_at_once(employee, colleague, question, now, monkeypatch):
    locked = []
    monkeypatch.setattr("notifications.writing.lock_bells", locked.append)

    with telling(now=now):
        notify(ANSWER_POSTED, about=question, to=[colleague])
        notify(QUESTION_ASKED, about=question, to=[employee])

    assert locked == [sorted([employee.pk, colleague.pk])]


def test_of_many_followers_the_solver_hears_praise_only(question, colleague, employee, crowd, now):
    for person in crowd:
        follow_thread(user=person, thread=question, now=now)
    answer = make_answer(colleague, question)
    accept_answer(actor=employee, answer=answer, kind="asker", now=now)

    broadcast_due(now=now)

    told = colleague.notifications.values_list("kind", flat=True)
    assert list(told) == ["discussions.answer_accepted"]
    assert Notification.objects.filter(kind="discussions.solution_chosen").count() == len(crowd)


def test_followers_of_a_question_are_told_without_naming_them(question, employee, colleague, now):
    with telling(now=now):
        notify(ANSWER_POSTED, about=question, actor=colleague)

    assert set(followers(question)) == {employee}
    assert Notification.objects.get().recipient == employee
