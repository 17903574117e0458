"""Ways to be told, without the domain that tells."""

import asyncio

import pytest
from channels.db import database_sync_to_async
from channels.testing import WebsocketCommunicator

from discussions.models import Thread
from discussions.notices import ANSWER_POSTED
from notifications import writing
from notifications.switchboard import switchboard
from notifications.telling import Happening, notify, telling


@pytest.fixture
def tell(question, now):
    """Tells people that the question has a new answer."""

    def happen(*people, about=question, actor=None, kind=ANSWER_POSTED):
        with telling(now=now):
            notify(kind, about=about, to=people, actor=actor)

    return happen


@pytest.fixture
def told(employee):
    """What a person was told: kind, count and number, in the order of numbers."""

    def rows(user=employee):
        return list(user.notifications.order_by("seq").values_list("kind", "count", "seq"))

    return rows


@pytest.fixture
def unheard(question, now):
    """Writes numbered events of the question whose wake-up is lost."""

    def write(count=1, topic=f"thread:{question.public_id}"):
        one = Happening(topic, "answer-posted", {}, is_numbered=True)
        writing.write_events([one] * count, now=now)

    return write


@pytest.fixture
def hidden(question, other_unit):
    """The question, in a unit that is not the employee's, and asked by nobody we know."""
    question.visibility, question.unit = Thread.Visibility.UNIT, other_unit
    question.author = None
    question.save()
    return question


@pytest.fixture
async def connect(as_user):
    """Opens the live socket as someone; everything is closed at the end."""
    from forum_project.asgi import application  # noqa: PLC0415  it refuses an unsafe start

    opened = []

    def headers(user, origin):
        found = [(b"host", b"testserver")] + ([(b"origin", origin)] if origin else [])
        if user:
            session = as_user(user).cookies["sessionid"].value
            found.append((b"cookie", f"sessionid={session}".encode()))
        return found

    async def open_socket(user, origin=b"http://testserver"):
        sent = await database_sync_to_async(headers)(user, origin)
        socket = WebsocketCommunicator(application, "/ws/live/", sent)
        opened.append(socket)
        socket.is_open, _code = await socket.connect(timeout=5)
        return socket

    yield open_socket
    board = switchboard()
    for socket in opened:
        if not socket.future.done():
            await socket.disconnect()
    for task in board.tasks:
        task.cancel()
    await asyncio.gather(*board.tasks, return_exceptions=True)


@pytest.fixture
def do():
    """Runs something that uses the database from an async test."""
    return lambda function, *args, **kwargs: database_sync_to_async(function)(*args, **kwargs)
