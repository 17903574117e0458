"""/ws/live/: who is let in, what they hear, and what closes the socket."""

import asyncio
import json
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.actions import suspend_member
from accounts.models import User
from discussions.models import Thread
from notifications import live
from notifications.actions import forget_old_news, read_all
from notifications.models import Bell, Server
from notifications.switchboard import switchboard
from tests.factories import make_answer, make_question

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def topic(question):
    return f"thread:{question.public_id}"


@pytest.fixture
async def watching(connect, employee):
    """The employee's page watches a topic from a number; nothing was missed."""

    async def watch(key, after=0, user=employee):
        socket = await connect(user)
        await socket.send_json_to({"watch": key, "after": after})
        await socket.receive_nothing(0.2)
        return socket

    return watch


async def close_code(socket):
    """The code with which the server closes, whatever it sent before."""
    async with asyncio.timeout(5):
        while (message := await socket.receive_output(5))["type"] != "websocket.close":
            pass
    return message["code"]


async def numbers(socket, count):
    return [(await socket.receive_json_from(5))["no"] for _each in range(count)]


async def test_a_member_is_let_in(connect, employee):
    assert (await connect(employee)).is_open


async def test_nobody_is_let_in_without_a_sign_in(connect, db):
    assert not (await connect(None)).is_open


@pytest.mark.parametrize("origin", [b"https://evil.example", b"null", b"", None])
async def test_r28_another_sites_page_is_not_let_in(connect, employee, origin):
    assert not (await connect(employee, origin)).is_open


async def test_row_59_missed_events_are_replayed_in_order_and_new_ones_follow(
    connect, employee, colleague, question, topic, unheard, do
):
    await do(unheard, 3)
    socket = await connect(employee)
    await socket.send_json_to({"watch": topic, "after": 1})
    replayed = await numbers(socket, 2)

    answer = await do(make_answer, colleague, question)

    event = await socket.receive_json_from(5)
    assert replayed == [2, 3]
    assert (event["no"], event["event"]) == (4, "answer-posted")
    assert event["facts"] == {"answer": answer.public_id, "no": 2}
    assert await socket.receive_nothing(0.3)


async def test_each_event_is_heard_once_by_each_socket(
    watching, colleague, stranger, question, topic, do
):
    first, second = await watching(topic), await watching(topic, user=stranger)

    await do(make_answer, colleague, question)
    await do(make_answer, stranger, question)

    assert [await numbers(first, 2), await numbers(second, 2)] == [[1, 2], [1, 2]]
    assert await first.receive_nothing(0.3)


async def test_an_event_during_the_connection_is_heard_once(
    connect, employee, colleague, question, topic, do
):
    socket = await connect(employee)

    answering = asyncio.create_task(do(make_answer, colleague, question))
    await socket.send_json_to({"watch": topic, "after": 0})
    await answering

    assert await numbers(socket, 1) == [1]
    assert await socket.receive_nothing(0.3)


async def test_f14_a_lost_wake_up_is_found_by_comparing_the_counters(watching, topic, unheard, do):
    socket = await watching(topic)
    await do(unheard, 2)
    before = await socket.receive_nothing(0.3)

    await switchboard().compare()

    assert before
    assert await numbers(socket, 2) == [1, 2]


async def test_a_jump_in_numbers_is_filled_from_rows(
    watching, colleague, question, topic, unheard, do
):
    socket = await watching(topic)
    await do(unheard, 2)

    await do(make_answer, colleague, question)

    assert await numbers(socket, 3) == [1, 2, 3]


async def test_a_happening_before_the_subscription_stood_is_heard(
    connect, employee, topic, unheard, do
):
    socket = await connect(employee)
    await socket.send_json_to({"watch": topic, "after": 0})
    await socket.receive_nothing(0.3)
    await do(unheard)

    switchboard().start()

    assert await numbers(socket, 1) == [1]


async def test_a_cursor_older_than_what_is_kept_is_reset(
    connect, employee, topic, unheard, now, do
):
    await do(unheard, 3)
    await do(forget_old_news, now=now.replace(year=now.year + 1))
    socket = await connect(employee)

    await socket.send_json_to({"watch": topic, "after": 1})

    assert await socket.receive_json_from(5) == {"reset": topic, "no": 3}


@pytest.mark.parametrize("key", ["thread:zzzzz", "rahasia:1", "workshop:zzzzz"])
async def test_an_unknown_topic_is_denied(connect, employee, key):
    socket = await connect(employee)

    await socket.send_json_to({"watch": key, "after": 0})

    assert await socket.receive_json_from(5) == {"denied": key}


async def test_r17_a_thread_that_becomes_another_units_is_denied_at_once(
    watching, question, other_unit, colleague, topic, do
):
    socket = await watching(topic, user=colleague)
    change = {"visibility": Thread.Visibility.UNIT, "unit": other_unit}
    await do(Thread.objects.filter(pk=question.pk).update, **change)

    await do(live.ask_again, user_ids=[colleague.pk])

    assert await socket.receive_json_from(5) == {"denied": topic}


async def test_a_topic_no_longer_watched_is_silent(watching, colleague, question, topic, do):
    socket = await watching(topic)
    await socket.send_json_to({"unwatch": topic})
    await socket.receive_nothing(0.2)

    await do(make_answer, colleague, question)

    assert await socket.receive_nothing(0.5)


async def test_row_57_ones_own_news_rings_the_bell(watching, employee, colleague, question, do):
    socket = await watching("kabar")

    await do(make_answer, colleague, question)

    event = await socket.receive_json_from(5)
    assert (event["topic"], event["no"], event["facts"]) == ("kabar", 1, {"unseen": 1})


async def test_reading_in_one_tab_empties_the_bell_of_the_other(watching, employee, tell, now, do):
    await do(tell, employee)
    socket = await watching("kabar", after=1)

    await do(read_all, user=employee, now=now)

    event = await socket.receive_json_from(5)
    assert (event["event"], event["facts"]) == ("counted", {"unseen": 0})


async def test_row_61_the_socket_and_the_poll_say_the_same(
    connect, employee, as_user, topic, unheard, tell, do
):
    await do(unheard, 2)
    await do(tell, employee)
    polled = await do(
        lambda: as_user(employee).get("/kabar/sejak/", {"t": [f"{topic}.0", "kabar.0"]}).json()
    )
    socket = await connect(employee)

    await socket.send_json_to({"watch": topic, "after": 0})
    heard = [await socket.receive_json_from(5) for _each in range(2)]
    await socket.send_json_to({"watch": "kabar", "after": 0})
    heard.append(await socket.receive_json_from(5))

    assert heard == polled["events"]


async def test_r7_signing_out_closes_the_persons_sockets(connect, employee, colleague, do):
    mine, others = await connect(employee), await connect(colleague)

    await do(live.close_sockets, user_ids=[employee.pk])

    assert await close_code(mine) == 4012
    assert await others.receive_nothing(0.2)


@pytest.mark.parametrize(
    "change", [{"is_active": False}, {"suspended_until": timezone.now() + timedelta(days=1)}]
)
async def test_whoever_may_not_stay_is_closed_when_asked_again(connect, employee, do, change):
    socket = await connect(employee)

    await do(User.objects.filter(pk=employee.pk).update, **change)
    await do(live.ask_again, user_ids=[employee.pk])

    assert await close_code(socket) == 4012


async def test_row_68_suspending_ends_sockets_and_sessions_within_five_seconds(
    connect, employee, colleague, admin, do, as_user
):
    """It lifts by itself: nothing runs on the day on which it ends."""
    browser, others = await do(as_user, employee), await connect(colleague)
    socket, now = await connect(employee), timezone.now()

    by = {"by": admin, "reason": "Diperiksa.", "now": now}
    await do(suspend_member, user=employee, until=now + timedelta(days=1), **by)

    assert await close_code(socket) == 4012
    assert (await do(browser.get, "/tanya/")).status_code == 302
    assert not (await connect(employee)).is_open
    assert await others.receive_nothing(0.2)
    await do(User.objects.filter(pk=employee.pk).update, suspended_until=now)
    assert (await connect(employee)).is_open


@pytest.fixture
def change(employee, as_user):
    """Ends the employee's stay in one way, by rows alone: the message of it is lost."""
    rows = User.objects.filter(pk=employee.pk)

    return {
        "suspended": lambda: rows.update(suspended_until=timezone.now() + timedelta(days=1)),
        "deactivated": lambda: rows.update(is_active=False),
        "a new password": lambda: rows.update(password="!another"),
        "signed out": Session.objects.all().delete,
    }


@pytest.mark.parametrize("how", ["suspended", "deactivated", "a new password", "signed out"])
async def test_r7_whoever_may_not_stay_is_closed_by_the_next_sweep(
    connect, employee, colleague, do, change, how
):
    mine, others = await connect(employee), await connect(colleague)
    await do(change[how])
    if how == "signed out":
        others = await connect(colleague)

    await switchboard().part_with_leavers()

    assert await close_code(mine) == 4012
    assert await others.receive_nothing(0.2)


async def test_r7_control_comparing_the_counters_alone_closes_nobody(connect, employee, do, change):
    socket = await connect(employee)
    await do(change["suspended"])

    await switchboard().compare()

    assert await socket.receive_nothing(0.2)


FRAMES = {
    "empty": "",
    "no json": "hai",
    "a list": "[]",
    "a number": "1",
    "no verb": "{}",
    "a key that is none": '{"watch": 1}',
    "an empty key": '{"watch": ""}',
    "a huge key": json.dumps({"watch": "k" * 10_000}),
    "a NUL": '{"watch": "thread:\\u0000"}',
    "half a letter": '{"watch": "thread:\\ud800"}',
    "a negative number": '{"watch": "kabar", "after": -1}',
    "a huge number": json.dumps({"watch": "kabar", "after": 2**63}),
    "no number": '{"watch": "kabar", "after": "1"}',
    "a truth": '{"watch": "kabar", "after": true}',
    "a deep nest": "[" * 16_000,
}


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES.keys())
async def test_a_malformed_frame_closes_the_socket(connect, employee, frame):
    socket = await connect(employee)

    await socket.send_input({"type": "websocket.receive", "text": frame})

    assert await close_code(socket) == 4008


async def test_bytes_close_the_socket(connect, employee):
    socket = await connect(employee)

    await socket.send_to(bytes_data=b"\x00\x01")

    assert await close_code(socket) == 4008


async def test_r34_too_many_messages_close_the_socket(connect, employee):
    socket = await connect(employee)

    for _each in range(21):
        await socket.send_json_to({"unwatch": "kabar"})

    assert await close_code(socket) == 4008


async def test_an_eleventh_topic_closes_the_socket(connect, colleague, employee, do):
    questions = [await do(make_question, colleague) for _each in range(11)]
    socket = await connect(employee)

    for question in questions:
        await socket.send_json_to({"watch": f"thread:{question.public_id}", "after": 0})

    assert await close_code(socket) == 4008


async def test_a_process_says_how_many_pages_it_holds(connect, employee, do, monkeypatch):
    """For the admins' page and Prometheus; with every sweep."""
    monkeypatch.setattr("notifications.switchboard.SWEEP", 0.05)
    await connect(employee)
    await connect(employee)

    async with asyncio.timeout(5):
        while await do(lambda: list(Server.objects.values_list("sockets", flat=True))) != [2]:
            await asyncio.sleep(0.05)


async def test_coming_back_after_an_hour_is_noted(connect, employee, tell, do, now):
    await do(tell, employee)
    await do(Bell.objects.filter(user=employee).update, here_at=now - timedelta(hours=2))

    socket = await connect(employee)
    assert await socket.receive_nothing(0.3)

    bell = await do(Bell.objects.get, user=employee)
    assert bell.here_at > now - timedelta(hours=1)
