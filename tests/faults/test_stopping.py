"""A deploy, a crash: open pages come back, and begun answers are finished (F5, F16)."""

import asyncio
import signal
import threading
from types import SimpleNamespace

import pytest
from django.db import transaction

from bench.serving import csrf
from forum_project.stopping import OrderlyServer
from notifications.models import Bell, LiveEvent
from tests.factories import UserFactory, make_answer


@pytest.fixture
def topic(question):
    return f"thread:{question.public_id}"


async def answer(do, question, count=1):
    for _each in range(count):
        await do(lambda: make_answer(UserFactory(), question))


async def test_f16_a_stopping_server_tells_every_page_to_come_back(
    site, open_page, employee, stranger, do
):
    """1012, "service restart": a browser hands it to the page, a cut line would be 1006."""
    pages = [await open_page(employee, kabar=0), await open_page(stranger, kabar=0)]

    await do(site.stop, signal.SIGTERM)

    for page in pages:
        await page.until(lambda one: one.codes)
    assert [page.codes for page in pages] == [[1012], [1012]]
    assert site.process.returncode == 0


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
async def test_f5_f16_what_happened_meanwhile_is_heard_once_and_in_order(
    site, open_page, employee, question, topic, do, how
):
    await answer(do, question)
    page = await open_page(employee, **{topic: 0})
    await page.until(lambda one: one.numbers(topic))

    await do(site.stop, how)
    await answer(do, question, 3)
    await do(site.start)

    await page.until(lambda one: len(one.numbers(topic)) == 4)
    assert page.numbers(topic) == [1, 2, 3, 4]


async def test_f13_many_pages_come_back_and_each_hears_what_it_missed(
    site, open_page, question, topic, do
):
    """A smoke size of bench/faults/reconnect_storm.py: twenty pages, five of a person."""
    people = await do(lambda: [UserFactory() for _person in range(4)])
    pages = [await open_page(people[k % 4], **{topic: 0}) for k in range(20)]

    await do(site.stop, signal.SIGKILL)
    await answer(do, question, 8)
    await do(site.start)

    for page in pages:
        await page.until(lambda one: len(one.numbers(topic)) >= 8)
    assert [page.numbers(topic) for page in pages] == [list(range(1, 9))] * 20
    assert len({page.waits[0] for page in pages}) == 20  # nobody comes back with the others


async def test_f5_control_without_its_rows_a_happening_is_lost(
    site, open_page, employee, question, topic, do
):
    """The page comes back all the same: it is the rows that replay."""
    page = await open_page(employee, **{topic: 0})

    await do(site.stop, signal.SIGKILL)
    await answer(do, question)
    await do(LiveEvent.objects.all().delete)
    await do(site.start)
    await page.until(lambda one: one.heard)

    assert page.heard == [{"reset": topic, "no": 1}]


@pytest.fixture
async def pressed(site, cookie_of, employee, tell, do):
    """Two presses that the server has begun: one waits for a row, one for its turn.

    `free` lets the first go on.
    """
    await do(site.stop)
    site.environment["FORUM_AT_ONCE"] = "1"
    await do(site.start)
    await do(tell, employee)
    cookie = await do(cookie_of, employee)
    held, free = asyncio.Event(), threading.Event()
    holding = asyncio.create_task(do(hold_bell, employee, held, free, asyncio.get_running_loop()))
    await held.wait()
    lines = [await press(site.port, "/kabar/dibaca/", cookie) for _each in range(2)]
    yield lines, free, holding
    free.set()
    await holding


async def test_f16_answers_that_were_begun_are_finished(site, pressed, employee, do):
    """The work is done, and whoever pressed is told so."""
    lines, free, holding = pressed

    stopping = asyncio.create_task(asyncio.to_thread(site.stop, signal.SIGTERM))
    await asyncio.sleep(0.5)
    free.set()
    await holding

    said = [(await reader.read()).split(b"\r\n", 1)[0] for reader, _writer in lines]
    await stopping
    assert said == [b"HTTP/1.1 302 Found"] * 2
    assert not await do(employee.notifications.unread().exists)


async def test_f16_work_that_outlasts_the_stop_does_not_hold_it_up(site, pressed):
    """It is cut after PATIENCE; the process ends by itself, before anybody kills it."""
    _lines, _free, holding = pressed

    await asyncio.to_thread(site.stop, signal.SIGTERM)

    assert not holding.done()
    assert site.process.returncode == 0


def hold_bell(user, held, free, loop):
    """Keeps others from ringing the user's bell until `free`."""
    with transaction.atomic():
        list(Bell.objects.select_for_update().filter(user=user))
        loop.call_soon_threadsafe(held.set)
        free.wait(15)


async def press(port, path, cookie):
    """A button's POST; its line, held open."""
    token = csrf()
    body = f"csrfmiddlewaretoken={token}"
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        f"Cookie: {cookie}; csrftoken={token}\r\nContent-Length: {len(body)}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\n\r\n{body}".encode()
    )
    await asyncio.sleep(0.5)  # it waits for the bell now
    return reader, writer


def test_a_request_whose_answer_has_left_holds_nobody_up():
    """Twisted takes the line off a request that is done, while its application still winds up."""
    done = SimpleNamespace()

    OrderlyServer.say_goodbye(OrderlyServer.__new__(OrderlyServer), done)

    assert not hasattr(done, "channel")
