"""Many open pages in one process, and when each of them hears of something."""

import asyncio
import time
from collections.abc import Callable

from bench.sockets import Line, OpenPage

AT_ONCE = 40  # handshakes


class Everyone:
    """Waits until `count` pages are open, or until each has heard one message more."""

    def __init__(self, count: int):
        self.count, self.opened, self.told = count, 0, 0
        self.changed = asyncio.Event()

    async def wait(self, is_done: Callable[["Everyone"], bool], seconds: float) -> None:
        async with asyncio.timeout(seconds):
            while not is_done(self):
                self.changed.clear()
                await self.changed.wait()


class Reader(OpenPage):
    """An open page that notes when each message came."""

    def __init__(self, port: int, cookie: str, topic: str, everyone: Everyone):
        super().__init__(port, cookie, {topic: 0})
        self.topic, self.everyone = topic, everyone
        self.came: list[float] = []
        self.task = asyncio.create_task(self.run())

    async def listen(self, line: Line) -> None:
        await line.send({"watch": self.topic, "after": self.cursors[self.topic]})
        self.everyone.opened += 1
        self.everyone.changed.set()
        while True:
            message = await line.receive()
            if "no" in message and message.get("topic") == self.topic:
                self.cursors[self.topic] = message["no"]
                self.came.append(time.monotonic())
                self.everyone.told += 1
                self.everyone.changed.set()


async def open_all(ports: list[int], cookies: list[str], topic: str) -> list[Reader]:
    """Pages at each server in turn; then a moment for what they are told of the past."""
    everyone, pages = Everyone(len(cookies)), []
    for start in range(0, len(cookies), AT_ONCE):
        some = enumerate(cookies[start : start + AT_ONCE])
        pages += [Reader(ports[no % len(ports)], one, topic, everyone) for no, one in some]
        await everyone.wait(lambda all_: all_.opened >= len(pages), 60)  # noqa: B023
    await asyncio.sleep(3)
    everyone.told = 0
    for page in pages:
        page.came.clear()
    return pages


async def happening(pages: list[Reader], act: Callable[[], object]) -> list[float]:
    """Seconds from the act's begin until each page had it, in order."""
    everyone, started = pages[0].everyone, time.monotonic()
    everyone.told = 0
    acting = asyncio.create_task(asyncio.to_thread(act))
    await everyone.wait(lambda all_: all_.told >= all_.count, 60)
    await acting
    return sorted(page.came[-1] - started for page in pages)


async def bell_of(page: Reader) -> Line:
    """Another tab of the page's person, once the server has said where its bell stands."""
    line = await Line.open(page.port, page.cookie)
    await line.send({"watch": "kabar", "after": 2**40})
    while (await line.receive()).get("reset") != "kabar":
        pass
    return line


async def rings(line: Line) -> float:
    """When the tab hears that there is news."""
    while (await line.receive()).get("topic") != "kabar":
        pass
    line.close()
    return time.monotonic()
