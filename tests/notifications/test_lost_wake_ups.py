"""Wake-ups get lost, come twice and in any order (F14): rows and numbers make up for it."""

import random

import pytest

from discussions.live import THREAD
from notifications import live
from notifications.switchboard import switchboard
from notifications.telling import telling

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
COUNT = 30


@pytest.fixture
def lossy(monkeypatch):
    """Of the wake-ups 30 in a hundred are lost, 20 come twice, and all wait for `deliver`."""
    chance, waiting, send = random.Random(14), [], live.send_all
    monkeypatch.setattr(live, "deliver", waiting.extend)

    async def deliver():
        kept = [one for one in waiting if chance.random() >= 0.3]
        kept += [dict(one) for one in kept if chance.random() < 0.2]
        chance.shuffle(kept)
        for one in kept:  # each has the layer's patience to itself
            await send([one])
        return len(kept)

    return deliver


@pytest.fixture
async def watching(connect, employee, question, lossy, now, do):
    """Watches the question while COUNT things happen to it."""
    key = f"thread:{question.public_id}"
    socket = await connect(employee)
    await socket.send_json_to({"watch": key, "after": 0})
    await socket.receive_nothing(0.3)

    def happen():
        for _each in range(COUNT):
            with telling(now=now):
                THREAD.publish(question.public_id, "post-edited", post="abcdef")

    await do(happen)
    return socket


async def heard(socket):
    numbers = []
    while not await socket.receive_nothing(0.5):
        numbers.append((await socket.receive_json_from())["no"])
    return numbers


async def test_f14_all_of_it_is_heard_once_and_in_order(watching, lossy):
    await lossy()
    at_first = await heard(watching)

    await switchboard().compare()

    assert at_first + await heard(watching) == list(range(1, COUNT + 1))


async def test_f14_control_without_rows_and_numbers_it_is_not(watching, lossy, monkeypatch):
    monkeypatch.setattr("notifications.switchboard.is_next", lambda *_words: True)

    await lossy()

    assert await heard(watching) != list(range(1, COUNT + 1))
