"""Row 13: others see for ten minutes that somebody is writing an answer."""

from datetime import timedelta

import pytest
from django.db import transaction

from discussions.actions import TakenAlready, ThreadIsLocked, release_question, take_question
from discussions.models import Thread
from tests.factories import make_answer
from tests.together import together, unguarded


@pytest.fixture
def shown(as_user, question):
    return lambda person: as_user(person).get(question.get_absolute_url()).content.decode()


def test_row_13_others_see_who_writes(question, colleague, stranger, shown, now):
    take_question(user=colleague, thread=question, now=now)

    assert f"{colleague.name} sedang menulis jawaban" in shown(stranger)
    assert "saya-jawab" in shown(colleague)


def test_row_13_it_expires_after_ten_minutes(question, colleague, stranger, now):
    take_question(user=colleague, thread=question, now=now)
    with pytest.raises(TakenAlready, match=colleague.name):
        take_question(user=stranger, thread=question, now=now + timedelta(minutes=9))

    thread = take_question(user=stranger, thread=question, now=now + timedelta(minutes=11))

    assert thread.taken_by == stranger


def test_answering_ends_it_and_is_open_to_everyone(question, colleague, stranger, now):
    take_question(user=colleague, thread=question, now=now)

    make_answer(stranger, question)
    assert Thread.objects.get().taken_by == colleague
    make_answer(colleague, question)
    assert Thread.objects.get().taken_by is None


def test_it_can_be_let_go(question, colleague, as_user, now):
    client, url = as_user(colleague), f"/tanya/{question.public_id}/saya-jawab/"
    page = client.post(url, {"body": "Setengah jawaban saya"}).content.decode()
    assert "Setengah jawaban saya</textarea>" in page
    assert Thread.objects.get().taken_by == colleague

    fragment = client.post(url, {"on": "0"}, headers={"HX-Request": "true"}).content.decode()

    assert "Saya jawab" in fragment

    assert Thread.objects.get().taken_by is None


def test_nobody_lets_go_for_another(question, colleague, stranger, now):
    take_question(user=colleague, thread=question, now=now)

    release_question(user=stranger, thread=question)

    assert Thread.objects.get().taken_by == colleague


def test_not_on_a_closed_question(closed_question, colleague, now):
    with pytest.raises(ThreadIsLocked):
        take_question(user=colleague, thread=closed_question, now=now)


@pytest.mark.parametrize(("who", "status"), [("colleague", 200), ("employee", 403)])
def test_who_may(question, request, who, status, as_user):
    client = as_user(request.getfixturevalue(who))

    assert client.post(f"/tanya/{question.public_id}/saya-jawab/").status_code == status


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_at_once_leave_one(question, colleague, stranger, now):
    outcomes = together(
        *[
            lambda user=user: take_question(user=user, thread=question, now=now)
            for user in (colleague, stranger)
        ]
    )

    assert sorted(isinstance(one, TakenAlready) for one in outcomes) == [False, True]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_control_reading_before_writing_both_would_take_it(question, colleague, stranger, now):
    read = unguarded(lambda: Thread.objects.get(pk=question.pk))

    def naively(user):
        with transaction.atomic():
            thread = read()
            if thread.taker(now):
                raise TakenAlready
            thread.taken_by, thread.taken_until = user, now + timedelta(minutes=10)
            thread.save(update_fields=["taken_by", "taken_until"])

    outcomes = together(lambda: naively(colleague), lambda: naively(stranger))

    assert outcomes == [None, None]
