"""A dozen requests work, the rest waits in line, and nobody is lost."""

import asyncio

from forum_project.admission import Admission


class Counting:
    """An application that remembers how many were inside at once."""

    def __init__(self):
        self.inside = self.most = self.served = 0

    async def __call__(self, scope, receive, send):
        self.inside += 1
        self.most = max(self.most, self.inside)
        await asyncio.sleep(0.01)
        self.inside -= 1
        self.served += 1


async def test_no_more_than_the_limit_are_inside_and_all_are_served():
    app = Counting()
    door = Admission(app, limit=3, patience=30)

    await asyncio.gather(*(door({"type": "http"}, None, None) for _request in range(20)))

    assert (app.most, app.served) == (3, 20)


async def test_who_waits_too_long_is_told_to_come_back():
    async def never(scope, receive, send):
        await asyncio.Event().wait()

    sent = []

    async def send(message):
        sent.append(message)

    door = Admission(never, limit=1, patience=0.05)
    holding = asyncio.create_task(door({"type": "http"}, None, None))
    await asyncio.sleep(0)
    await door({"type": "http"}, None, send)
    holding.cancel()

    assert sent[0]["status"] == 503
    assert (b"retry-after", b"5") in sent[0]["headers"]


async def test_a_request_that_fails_gives_its_place_back():
    async def failing(scope, receive, send):
        raise ZeroDivisionError

    door = Admission(failing, limit=1, patience=1)

    results = await asyncio.gather(
        *(door({"type": "http"}, None, None) for _request in range(3)), return_exceptions=True
    )

    assert [type(result) for result in results] == [ZeroDivisionError] * 3


async def test_an_answer_that_flows_gives_its_place_back_once():
    flowing, last = asyncio.Event(), asyncio.Event()

    async def streaming(scope, receive, send):
        await send({"type": "http.response.body", "body": b"a", "more_body": True})
        flowing.set()
        await last.wait()

    async def send(message):
        pass

    door = Admission(streaming, limit=1, patience=1)
    slow = asyncio.create_task(door({"type": "http"}, None, send))
    await flowing.wait()
    flowing.clear()
    other = asyncio.create_task(door({"type": "http"}, None, send))

    await asyncio.wait_for(flowing.wait(), 1)

    last.set()
    await asyncio.gather(slow, other)
    assert next(iter(door.doors.values()))._value == 1
