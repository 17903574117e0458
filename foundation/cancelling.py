"""Tasks that go on for ever must still end when they are told to."""

import asyncio


def raise_if_cancelled() -> None:
    """In an `except Exception`, and at each turn of a loop.

    Some libraries answer a cancellation with an error of their own (channels_redis), others finish
    what a thread does and forget it (asgiref): the task would go on and never end.
    """
    task = asyncio.current_task()
    if task and task.cancelling():
        raise asyncio.CancelledError
