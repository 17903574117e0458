"""The switchboard's own promises: slow readers, many tabs, and readers on other loops."""

import asyncio
import contextlib
import threading

import pytest
from channels.layers import InMemoryChannelLayer, get_channel_layer

from notifications import live, replay
from notifications.layer import EmbeddedChannelLayer
from notifications.socket import ROOM, Socket
from notifications.switchboard import Switchboard
from tests.factories import UserFactory


class Tab:
    """A socket without a network: what it was sent, and the codes that it was closed with."""

    def __init__(self, user):
        self.codes, self.said = [], []
        self.socket = Socket(user, self.send, self.close)

    async def send(self, message):
        self.said.append(message)

    async def all_said(self):
        if self.socket.writer:
            await self.socket.writer
        return self.said

    async def close(self, code):
        self.codes.append(code)


@pytest.fixture
def reader():
    """Someone who reads; never stored."""
    return UserFactory.build(pk=1, unit=None)


async def test_r44_a_reader_who_is_too_slow_is_closed_to_replay_later(reader):
    tab = Tab(reader)
    tab.socket.cursors["thread:7k3mq"] = 0

    for number in range(1, ROOM + 2):
        tab.socket.hear({"topic": "thread:7k3mq", "no": number})
    await asyncio.sleep(0)

    assert tab.codes == [4013]
    assert len(tab.said) == ROOM


async def test_what_was_heard_is_not_heard_again(reader):
    tab = Tab(reader)
    tab.socket.cursors["thread:7k3mq"] = 5

    for number in (4, 5, 6, 6):
        tab.socket.hear({"topic": "thread:7k3mq", "no": number})

    assert [message["no"] for message in await tab.all_said()] == [6]


@pytest.fixture
async def board():
    board = Switchboard()
    yield board
    for task in board.tasks:
        task.cancel()
    await asyncio.gather(*board.tasks, return_exceptions=True)


async def test_r34_a_person_keeps_the_five_newest_tabs(reader, board):
    tabs = [Tab(reader) for _each in range(7)]

    for tab in tabs:
        await board.join(tab.socket)
    await asyncio.sleep(0)

    assert [bool(tab.codes) for tab in tabs] == [True] * 2 + [False] * 5


async def test_a_socket_that_left_is_remembered_nowhere(reader, board):
    tab = Tab(reader)
    await board.join(tab.socket)
    tab.socket.cursors["thread:7k3mq"] = 0
    board.by_topic["thread:7k3mq"].add(tab.socket)

    board.leave(tab.socket)

    assert (dict(board.by_topic), dict(board.by_user)) == ({}, {})


@pytest.fixture
def reading_elsewhere():
    """Waits for a group's message on a loop of another thread that does nothing else."""

    def start(layer):
        ready, heard = threading.Event(), threading.Event()

        async def read():
            channel = await layer.new_channel()
            await layer.group_add("live", channel)
            ready.set()
            async with asyncio.timeout(3):
                await layer.receive(channel)
            heard.set()

        def run():
            try:
                asyncio.run(read())
            except TimeoutError:
                heard.clear()

        thread = threading.Thread(target=run)
        thread.start()
        ready.wait(5)
        return thread, heard

    return start


async def wakes(layer, reading_elsewhere):
    """Whether a message from this loop reaches a reader on another within a second."""
    thread, heard = reading_elsewhere(layer)
    await asyncio.sleep(0.3)
    await layer.group_send("live", {"type": "live.event"})
    in_time = await asyncio.to_thread(heard.wait, 1)
    await asyncio.to_thread(thread.join, 5)
    return in_time


async def test_a_reader_on_another_loop_is_woken_within_a_second(reading_elsewhere):
    assert await wakes(EmbeddedChannelLayer(), reading_elsewhere)


async def test_control_the_stock_layer_does_not_wake_it(reading_elsewhere):
    assert not await wakes(InMemoryChannelLayer(), reading_elsewhere)


def test_the_embedded_layer_is_the_one_in_use(settings):
    if settings.REDIS_URL:
        pytest.skip("Redis carries the wake-ups here")

    assert type(get_channel_layer()) is EmbeddedChannelLayer


class BrokenLayer(InMemoryChannelLayer):
    """Refuses, as Redis does when it is gone."""

    async def group_send(self, group, message):
        raise ConnectionRefusedError


class SilentLayer(InMemoryChannelLayer):
    """Never answers, as Redis does behind a cut wire."""

    async def group_send(self, group, message):
        await asyncio.Event().wait()


@pytest.mark.parametrize(
    ("layer", "error"), [(BrokenLayer, ConnectionRefusedError), (SilentLayer, TimeoutError)]
)
def test_a_broken_layer_is_given_up_and_left_in_peace(layer, error, settings, monkeypatch):
    settings.REDIS_URL = "redis://elsewhere"
    rested = []
    monkeypatch.setattr("notifications.live.rest", rested.append)
    monkeypatch.setattr("notifications.live.get_channel_layer", layer)

    live.deliver([{"type": "live.recount", "users": [1]}])

    assert [type(one) for one in rested] == [error]


def test_in_memory_nothing_is_left_in_peace(settings, monkeypatch):
    settings.REDIS_URL = ""
    monkeypatch.setattr("notifications.live.rest", lambda error: pytest.fail("rested"))
    monkeypatch.setattr("notifications.live.get_channel_layer", BrokenLayer)

    live.deliver([{"type": "live.recount", "users": [1]}])


@pytest.fixture
def watched_during(reader, board, monkeypatch):
    """What a new watcher hears when an event arrives while the permission is asked."""
    key = "thread:7k3mq"

    async def watch(answer):
        tab, asked, answered = Tab(reader), asyncio.Event(), asyncio.Event()

        async def missed(*_words):
            asked.set()
            await answered.wait()
            return answer

        monkeypatch.setattr("notifications.switchboard.database_sync_to_async", lambda _f: missed)
        watching = asyncio.create_task(board.watch(tab.socket, key, 0))
        await asked.wait()
        await board.hand_on({"topic": key, "no": 1, "event": "answer-posted"})
        answered.set()
        await watching
        return await tab.all_said()

    return watch


async def test_nothing_is_heard_before_the_permission_is_known(watched_during):
    assert await watched_during([{"denied": "thread:7k3mq"}]) == [{"denied": "thread:7k3mq"}]


async def test_what_came_while_the_permission_was_asked_is_heard_once(watched_during):
    event = {"topic": "thread:7k3mq", "no": 1, "event": "answer-posted"}

    assert await watched_during([]) == [event]
    assert await watched_during([event]) == [event]


async def test_a_socket_that_was_ended_watches_nothing_any_more(reader, board):
    tab = Tab(reader)
    await board.join(tab.socket)
    board.drop(tab.socket, 4012)

    await board.watch(tab.socket, "thread:7k3mq", 0)

    assert dict(board.by_topic) == {}


async def test_a_hint_reaches_those_whom_it_is_for_and_not_who_did_it(board):
    """Nobody learns for whom it was, or who did it: both stay on the server."""
    asker, reader, outsider = (Tab(UserFactory.build(pk=pk, unit=None)) for pk in (1, 2, 3))
    for tab in (asker, reader, outsider):
        tab.socket.cursors["lists:all"] = 0
        board.by_topic["lists:all"].add(tab.socket)
    hint = {"type": "live.event", "topic": "lists:all", "event": "question-asked", "facts": {}}

    await board.dispatch(hint | {"only": [1, 2], "but": 1})
    await board.dispatch(hint | {"but": 2})

    told = {key: value for key, value in hint.items() if key != "type"}
    assert [await tab.all_said() for tab in (asker, reader, outsider)] == [[told]] * 3


async def test_a_slice_is_asked_about_once_for_all_its_readers(board, monkeypatch):
    """Not once a socket; whoever was told nothing new hears nothing."""
    tabs = [Tab(UserFactory.build(pk=pk, unit=None)) for pk in (1, 2, 3)]
    for tab in tabs:
        await board.join(tab.socket)
        tab.socket.cursors["kabar"] = tab.socket.user.pk
    asked = []

    def told(ids):
        asked.append(sorted(ids))
        return {pk: {"topic": "kabar", "no": 2, "event": "told", "facts": {}} for pk in ids}

    monkeypatch.setattr(replay, "told_in_slice", told)

    await board.dispatch({"type": "live.kabar", "between": [1, 2]})

    assert asked == [[1, 2]]
    assert [len(await tab.all_said()) for tab in tabs] == [1, 0, 0]


class Deaf(InMemoryChannelLayer):
    """Answers the first cancellation with an error of its own, as a library may."""

    def __init__(self):
        super().__init__()
        self.errors = [ConnectionError]

    async def receive(self, channel):
        try:
            await asyncio.sleep(3600)
        except asyncio.CancelledError:
            raise self.errors.pop() if self.errors else asyncio.CancelledError from None


async def test_listening_ends_when_it_is_told_to_whatever_the_layer_says(board, monkeypatch):
    async def nothing():
        """No counters to compare."""

    layer = Deaf()
    monkeypatch.setattr(live, "get_channel_layer", lambda: layer)
    monkeypatch.setattr(board, "compare", nothing)
    task = asyncio.create_task(board.listen())
    await asyncio.sleep(0.1)

    task.cancel()
    ended, _running = await asyncio.wait([task], timeout=3)

    assert task in ended
    assert task.cancelled()


@pytest.mark.parametrize("loop", ["listen", "sweep"])
async def test_a_cancellation_that_a_thread_swallowed_ends_it_all_the_same(
    board, monkeypatch, loop
):
    """Asgiref awaits what the thread does, answers with its result and says no more."""

    async def asked():
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.sleep(3600)

    async def nothing():
        """Nobody left, and nothing to note."""

    layer = InMemoryChannelLayer()
    monkeypatch.setattr(live, "get_channel_layer", lambda: layer)
    monkeypatch.setattr("notifications.switchboard.SWEEP", 0)
    for name, fake in {"compare": asked, "part_with_leavers": nothing, "note": nothing}.items():
        monkeypatch.setattr(board, name, fake)
    task = asyncio.create_task(getattr(board, loop)())
    await asyncio.sleep(0.1)

    task.cancel()
    monkeypatch.setattr("notifications.switchboard.SWEEP", 3600)
    ended, _running = await asyncio.wait([task], timeout=3)

    assert task in ended
    assert task.cancelled()
