"""The channel layer of one process, without a server (stack.md 7).

The stock in-memory layer wakes its readers only from their own event loop. A message from the
worker's thread or a request's loop would wait for the next unrelated wake-up, so it is handed
over to the loop that receives.
"""

import asyncio
import logging

from channels.layers import InMemoryChannelLayer

logger = logging.getLogger("sepakat.live")
ROOM = 10_000  # messages that may wait; the stock 100 are dropped silently
# A message left waiting longer than `expiry` takes its channel out of every group for good.
FOREVER = 10 * 365 * 86400


class EmbeddedChannelLayer(InMemoryChannelLayer):
    """In memory, safe from every thread, and loud when it overflows."""

    def __init__(self, **kwargs):
        super().__init__(capacity=ROOM, expiry=FOREVER, group_expiry=FOREVER, **kwargs)
        self.loop = None

    async def receive(self, channel):
        self.loop = asyncio.get_running_loop()
        return await super().receive(channel)

    async def group_send(self, group, message):
        home = self.loop
        if home is None or home.is_closed() or home is asyncio.get_running_loop():
            await super().group_send(group, message)
            return
        sending = super().group_send(group, message)
        asyncio.run_coroutine_threadsafe(sending, home)

    async def send(self, channel, message):
        queue = self.channels.get(channel)
        if queue is not None and queue.full():
            logger.error("the live layer overflows; pages catch up from rows")
        await super().send(channel, message)
