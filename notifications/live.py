"""The only file that touches the channel layer. A message is a wake-up; the truth is rows."""

import asyncio
import logging
from collections.abc import Iterable

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer

logger = logging.getLogger("sepakat.live")
GROUP = "live"  # every server process joins it once
PATIENCE = 0.3  # seconds a request may wait for the layer (reliability.md, part 1, row 5)


def deliver(messages: Iterable[dict]) -> None:
    """Sends the wake-ups; a broken layer costs at most PATIENCE, and pages catch up from rows."""
    messages = list(messages)
    if not messages:
        return
    try:
        async_to_sync(send_all)(messages)
    except Exception:  # whatever a layer raises: the rows are committed already
        logger.warning("live messages were not delivered", exc_info=True)


async def send_all(messages: list[dict]) -> None:
    layer = get_channel_layer()
    async with asyncio.timeout(PATIENCE):
        for message in messages:
            await layer.group_send(GROUP, message)


def close_sockets(*, user_ids: list[int]) -> None:
    """Ends every open socket of these people, in every process."""
    deliver([{"type": "live.close", "users": user_ids}])


def ask_again(*, user_ids: list[int]) -> None:
    """After a change of role, unit or visibility: every watched topic is permitted anew."""
    deliver([{"type": "live.ask_again", "users": user_ids}])


async def subscribe() -> tuple[object, str]:
    """This process's one subscription: the layer, and the channel to receive from."""
    layer = get_channel_layer()
    channel = await layer.new_channel()
    await layer.group_add(GROUP, channel)
    return layer, channel
