"""How many requests work at once: the rest waits in line, cheaply, instead of failing.

ASGI gives every request a thread and so a database connection. A thousand at once would exhaust
the pool or fight over SQLite's one writer; a dozen at once are served faster, and nobody is lost.
"""

import asyncio
from collections.abc import Awaitable, Callable

from asgiref.typing import ASGIReceiveCallable, ASGISendCallable, Scope

PAGE = (
    b"<!doctype html><html lang=id><meta charset=utf-8>"
    b'<meta name=viewport content="width=device-width"><title>503</title>'
    b"<h1>Banyak yang membuka sekaligus</h1><p>Coba lagi beberapa detik lagi. Tekan tombol "
    b"kembali: tulisan Anda masih ada.</p>"
    b"<h1 lang=en>Many people are here at once</h1><p lang=en>Try again in a few seconds. Press "
    b"Back: what you typed is still there.</p></html>"
)


class Place:
    """A place inside, given back once."""

    def __init__(self, door: asyncio.Semaphore):
        self.door = door
        self.is_held = True

    def leave(self) -> None:
        if self.is_held:
            self.is_held = False
            self.door.release()


class Admission:
    """Lets `limit` requests in; who waits longer than `patience` seconds is told to come back.

    A place is free again once an answer has begun to flow: its view is done, and a slow reader
    of a file keeps nobody out.
    """

    def __init__(self, app: Callable[..., Awaitable[None]], *, limit: int, patience: float):
        self.app = app
        self.limit = limit
        self.patience = patience
        self.doors: dict[asyncio.AbstractEventLoop, asyncio.Semaphore] = {}

    async def __call__(
        self, scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable
    ) -> None:
        loop = asyncio.get_running_loop()
        door = self.doors.setdefault(loop, asyncio.Semaphore(self.limit))
        try:
            async with asyncio.timeout(self.patience):
                await door.acquire()
        except TimeoutError:
            await self.refuse(send)
            return
        place = Place(door)

        async def passing(message):
            if message.get("more_body"):
                place.leave()
            await send(message)

        try:
            await self.app(scope, receive, passing)
        finally:
            place.leave()

    async def refuse(self, send: ASGISendCallable) -> None:
        headers = [
            (b"content-type", b"text/html; charset=utf-8"),
            (b"content-security-policy", b"default-src 'none'"),
            (b"cache-control", b"no-store"),
            (b"retry-after", b"5"),
            (b"content-length", str(len(PAGE)).encode()),
        ]
        await send(
            {"type": "http.response.start", "status": 503, "headers": headers, "trailers": False}
        )
        await send({"type": "http.response.body", "body": PAGE, "more_body": False})
