"""F13: 2,000 open pages, kill -9, 50 events missed by each, a restart.

All are back within 30 s and each has heard exactly its 50, in order. The control replays nothing.
"""

import asyncio
import http.client
import resource
import sys
import threading
import time

from bench.serving import Server, free_port, session_cookie, set_up
from bench.sockets import OpenPage

MISSED = 50
MOST = 30  # seconds from the first answer of the new server to the last page
EACH = 4  # pages of one person


def open_pages(port: int, cookies: list[str], topic: str) -> list[OpenPage]:
    return [OpenPage(port, cookie, {topic: 0}) for cookie in cookies]


async def connect(pages: list[OpenPage]) -> None:
    """A hundred at a time: this is no part of the measurement."""
    for start in range(0, len(pages), 100):
        some = pages[start : start + 100]
        for page in some:
            page.running = asyncio.create_task(page.run())  # it ends with the loop
        await asyncio.gather(*[page.until(lambda one: one.line) for page in some])


async def all_whole(pages: list[OpenPage], patience: int) -> None:
    """Until each has heard as many as it missed, or `patience` seconds are over."""
    waiting = [page.until(lambda one: len(one.heard) >= MISSED, patience) for page in pages]
    await asyncio.gather(*waiting, return_exceptions=True)


def watch(port: int, cookie: str, stop: threading.Event, took: list[float]) -> None:
    """What a reader waits for the list of questions meanwhile."""
    while not stop.is_set():
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        started = time.monotonic()
        line.request("GET", "/tanya/", headers={"Cookie": cookie})
        assert line.getresponse().status == 200
        took.append(time.monotonic() - started)
        time.sleep(0.1)


async def storm(number: int, patience: int, **more: str) -> dict:
    """One kill and restart; figures and what each page heard."""
    from asgiref.sync import sync_to_async

    topic, cookies = await sync_to_async(prepare)(number)
    command = ["bench.faults.broken" if more else "forum_project.serve"]
    port = str(free_port())
    server = await asyncio.to_thread(Server, command, "/sehat/", PORT=port, **more)
    empty = server.memory()
    pages = open_pages(int(port), cookies, topic)
    await connect(pages)
    each = (server.memory() - empty) / number
    server.process.kill()
    server.process.wait()
    await sync_to_async(write_events)(topic)
    server = await asyncio.to_thread(Server, command, "/sehat/", PORT=port, **more)
    stop, took = threading.Event(), []
    watcher = threading.Thread(target=watch, args=(int(port), cookies[0], stop, took))
    watcher.start()
    started = time.monotonic()
    await all_whole(pages, patience)
    seconds = time.monotonic() - started
    stop.set()
    await asyncio.to_thread(watcher.join)
    await asyncio.to_thread(server.stop)
    wanted = list(range(1, MISSED + 1))
    return {
        "pages": number,
        "whole": sum(page.numbers(topic) == wanted for page in pages),
        "seconds": round(seconds, 1),
        "slowest list": round(max(took), 2),
        "KB a socket": round(each / 1024),
    }


def prepare(number: int) -> tuple[str, list[str]]:
    from tests.factories import make_question

    from accounts.models import User

    people = list(User.objects.filter(email__startswith="storm-")[: number // EACH])
    cookies = [session_cookie(one) for one in people]
    question = make_question(people[0], body=f"Sistem menolak sejak {time.time()}.")
    return f"thread:{question.public_id}", cookies * EACH


def write_events(topic: str) -> None:
    from django.db import transaction
    from django.utils import timezone
    from notifications.telling import Happening
    from notifications.writing import write_events

    with transaction.atomic():
        one = Happening(topic, "answer-posted", {}, is_numbered=True)
        write_events([one] * MISSED, now=timezone.now())


def main() -> int:
    number = 100 if "--quick" in sys.argv else 2000
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(20_000, hard), hard))
    set_up()
    from bench.faults.last_seats import add_people

    add_people(number // EACH)
    found = asyncio.run(storm(number, 120))
    print("storm:", found)
    control = asyncio.run(storm(20, 10, FAULT="no replay"))
    print("control without replay:", control)
    is_late = found["seconds"] > MOST
    return int(found["whole"] != number or is_late or control["whole"] > 0)


if __name__ == "__main__":
    sys.exit(main())
