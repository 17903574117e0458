"""Answers leave as fast as their reader takes them.

Daphne hands every piece of an answer to Twisted at once, which keeps in memory what the reader
has not taken yet: ten phones on weak signal would hold ten whole files. Here the application
waits until the line is free again, and hangs up on who takes nothing for a minute.
"""

import asyncio

from daphne.server import Server
from twisted.internet.interfaces import IPushProducer
from zope.interface import implementer

from forum_project.bodies import BoundedRequest

STALLED = 60  # seconds in which a reader must take something


@implementer(IPushProducer)
class Pace:
    """Twisted pauses whoever produces faster than the line carries."""

    def __init__(self):
        self.line_is_free = asyncio.Event()
        self.resumeProducing()

    def pauseProducing(self):
        self.line_is_free.clear()

    def resumeProducing(self):
        self.line_is_free.set()

    def stopProducing(self):
        self.line_is_free.set()


class PacedRequest(BoundedRequest):
    pace: Pace | None = None

    async def drained(self):
        """Until the reader has taken what was written, or is gone."""
        if self.finished or self.channel is None:
            return
        if self.pace is None:
            self.pace = Pace()
            self.registerProducer(self.pace, True)
        try:
            async with asyncio.timeout(STALLED):
                await self.pace.line_is_free.wait()
        except TimeoutError:
            self.transport.abortConnection()

    def finish(self):
        self.release()
        super().finish()

    def connectionLost(self, reason):
        self.release()
        super().connectionLost(reason)

    def release(self):
        if self.pace is not None:
            self.pace.resumeProducing()
            if self.channel is not None and self.producer is not None:
                self.unregisterProducer()


class PacedServer(Server):
    async def handle_reply(self, protocol, message):
        await super().handle_reply(protocol, message)
        if message.get("more_body") and isinstance(protocol, PacedRequest):
            await protocol.drained()
