"""Tasks that go on after any error must still end when they are told to."""

import asyncio


def raise_if_cancelled() -> None:
    """In an `except Exception`: some libraries answer a cancellation with an error of their own.

    Seen with channels_redis; its task would begin anew and never end.
    """
    task = asyncio.current_task()
    if task and task.cancelling():
        raise asyncio.CancelledError
