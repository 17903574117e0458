"""An answer waits for its reader, and hangs up on who takes nothing."""

import asyncio
from types import SimpleNamespace

import pytest

from forum_project import pacing
from forum_project.pacing import Pace, PacedRequest


@pytest.fixture
def request_of_a_slow_reader():
    """A request whose line is full, and what was done to its connection."""
    request = PacedRequest.__new__(PacedRequest)
    request.finished, request.channel, request.pace = 0, object(), Pace()
    request.pace.pauseProducing()
    request.aborted = []
    request.transport = SimpleNamespace(abortConnection=lambda: request.aborted.append(True))
    return request


async def test_it_goes_on_when_the_line_is_free_again(request_of_a_slow_reader):
    waiting = asyncio.create_task(request_of_a_slow_reader.drained())
    await asyncio.sleep(0.01)
    assert not waiting.done()

    request_of_a_slow_reader.pace.resumeProducing()
    await waiting

    assert request_of_a_slow_reader.aborted == []


async def test_who_takes_nothing_is_hung_up_on(request_of_a_slow_reader, monkeypatch):
    monkeypatch.setattr(pacing, "STALLED", 0.01)

    await request_of_a_slow_reader.drained()

    assert request_of_a_slow_reader.aborted == [True]
