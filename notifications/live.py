"""The only file that touches the channel layer. A message is a wake-up; the truth is rows."""

import asyncio
import logging
from collections.abc import Iterable

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.conf import settings

from foundation.resting import REDIS_PATIENCE, is_resting, rest

logger = logging.getLogger("sepakat.live")
GROUP = "live"  # every server process joins it once


def deliver(messages: Iterable[dict]) -> None:
    """Sends the wake-ups; a broken layer costs little, and pages catch up from rows."""
    messages = list(messages)
    if not messages or is_resting():
        return
    try:
        async_to_sync(send_all)(messages)
    except Exception as error:  # whatever a layer raises: the rows are committed already
        logger.warning("live messages were not delivered", exc_info=True)
        if settings.REDIS_URL:
            rest(error)


async def send_all(messages: list[dict]) -> None:
    layer = get_channel_layer()
    patience = REDIS_PATIENCE if settings.REDIS_URL else None  # in memory nobody else is waited for
    async with asyncio.timeout(patience):
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
    try:
        channel = await layer.new_channel()
        await layer.group_add(GROUP, channel)
    except Exception:
        await layer.flush()  # half a subscription would gather what nobody reads
        raise
    return layer, channel
