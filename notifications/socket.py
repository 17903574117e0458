"""One open page on the server's side: what it has heard, and what waits to be sent to it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from django.utils.functional import LazyObject

logger = logging.getLogger("sepakat.live")
ROOM = 100  # messages that may wait for one slow reader
TRY_AGAIN_LATER = 4013  # 1013 is the server's word, as 1012 is

Send = Callable[[dict], Awaitable[None]]
Close = Callable[[int], Awaitable[None]]


class Socket:
    """An open page: who reads it, what it watches and how far it has heard.

    Thousands are open and silent, so one holds neither a queue nor a task until there is something
    to send.
    """

    __slots__ = (
        *("user", "send", "close", "session_key", "standing"),
        *("waiting", "writer", "cursors", "held", "is_ended"),
    )

    def __init__(self, user: Any, send: Send, close: Close, session_key: str = ""):
        self.user = user
        self.send = send
        self.close = close
        self.session_key = session_key
        self.standing: tuple | None = None  # as the last sweep saw it
        self.waiting: list[dict] = []
        self.writer: asyncio.Task | None = None
        self.cursors: dict[str, int] = {}
        self.held: dict[str, list[dict]] = {}  # arrived while permission is asked
        self.is_ended = False

    @property
    def person(self) -> Any:
        """The row itself; channels wraps it."""
        return self.user._wrapped if isinstance(self.user, LazyObject) else self.user  # noqa: SLF001

    def know(self, person: Any) -> None:
        """The row read last serves all pages of a person, also where channels keeps one."""
        if isinstance(self.user, LazyObject):
            self.user._wrapped = person  # noqa: SLF001  as channels.auth does
        else:
            self.user = person

    def offer(self, message: dict) -> None:
        """Never waits: a reader who is too slow is closed and will replay."""
        if len(self.waiting) >= ROOM:
            self.end(TRY_AGAIN_LATER)
            return
        self.waiting.append(message)
        if self.writer is None:
            self.writer = asyncio.create_task(self.write())

    async def write(self) -> None:
        try:
            while self.waiting:
                await self.send(self.waiting[0])
                del self.waiting[0]
        finally:
            self.writer = None

    def fall_silent(self) -> None:
        """Nobody is there any more."""
        if self.writer:
            self.writer.cancel()

    def hear(self, message: dict) -> None:
        """Hands on what is newer than the cursor, and only that."""
        if "denied" in message:
            self.cursors.pop(message["denied"], None)
        else:
            key = message.get("topic") or message["reset"]
            number = message.get("no")
            if key not in self.cursors:
                return
            if number is not None:
                if "reset" not in message and number <= self.cursors[key]:
                    return
                self.cursors[key] = number
        self.offer(message)

    def end(self, code: int) -> None:
        if not self.is_ended:
            self.is_ended = True
            asyncio.ensure_future(self.say_goodbye(code))  # noqa: RUF006  the consumer holds it

    async def say_goodbye(self, code: int) -> None:
        try:
            await self.close(code)
        except Exception:  # gone already, or the server refuses: the socket hears nothing more
            logger.warning("a socket could not be closed", exc_info=True)
