"""A Redis that is down means that nothing is cached: pages are slower, and nobody is turned away.

Limits stay closed: `add` answers False, so allauth's limiter never gets its lock and refuses the
sign-in with its sentence (reliability.md, R37).
"""

import logging
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)
REST = 2  # seconds without asking a Redis that did not answer


class Rest:
    """Since when this process leaves Redis alone, whichever thread found it down."""

    until = 0.0


def or_else(make: Callable[[], Any]) -> Callable[[Callable], Callable]:
    """What a method answers while Redis does not."""

    def forgiving(method: Callable) -> Callable:
        @wraps(method)
        def ask(*args: Any, **kwargs: Any) -> Any:
            if time.monotonic() < Rest.until:
                return make()
            try:
                return method(*args, **kwargs)
            except RedisError as error:
                Rest.until = time.monotonic() + REST
                log.warning("Redis does not answer, nothing is cached: %s", error)
                return make()

        return ask

    return forgiving


class ForgivingRedisCache(RedisCache):
    add = or_else(bool)(RedisCache.add)
    set = or_else(lambda: None)(RedisCache.set)
    set_many = or_else(list)(RedisCache.set_many)
    get_many = or_else(dict)(RedisCache.get_many)
    has_key = or_else(bool)(RedisCache.has_key)
    touch = or_else(bool)(RedisCache.touch)
    delete = or_else(bool)(RedisCache.delete)
    delete_many = or_else(lambda: None)(RedisCache.delete_many)

    def get(self, key, default=None, version=None):
        return or_else(lambda: default)(super().get)(key, default, version)
