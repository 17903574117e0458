"""A Redis that was silent or refused is left alone for a moment, whoever would ask it.

So a request pays for it once, and not for each limit, cached row and wake-up (reliability.md F7).
"""

import logging
import time

logger = logging.getLogger("sepakat.redis")
REST = 2  # seconds
REDIS_PATIENCE = 0.2  # seconds that one question may take


class Rest:
    """Until when this process leaves Redis alone."""

    until = 0.0


def rest(error: Exception) -> None:
    """Redis did not answer: for a moment nobody asks it again."""
    Rest.until = time.monotonic() + REST
    logger.warning("Redis does not answer and is left alone for a moment: %r", error)


def is_resting() -> bool:
    return time.monotonic() < Rest.until
