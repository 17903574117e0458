"""A Redis that is down means that nothing is cached: pages are slower, and nobody is turned away.

Limits stay closed: `add` answers False, so allauth's limiter never gets its lock and refuses the
sign-in with its sentence (reliability.md, R37).
"""

import logging
import time
from collections.abc import Callable
from functools import wraps
from typing import Any, ClassVar

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)
MISSED = object()
REST = 2  # seconds without asking a Redis that did not answer


class Rest:
    """Since when this process leaves Redis alone, and which keys went stale in it meanwhile."""

    until = 0.0
    stale: ClassVar[set[str]] = set()


def or_else(make: Callable[[], Any]) -> Callable[[Callable], Callable]:
    """What a method answers while Redis does not."""

    def forgiving(method: Callable) -> Callable:
        @wraps(method)
        def ask(self: Any, *args: Any, **kwargs: Any) -> Any:
            if time.monotonic() < Rest.until:
                return make()
            try:
                drop_stale(self)
                return method(self, *args, **kwargs)
            except RedisError as error:
                Rest.until = time.monotonic() + REST
                log.warning("Redis does not answer, nothing is cached: %s", error)
                return make()

        return ask

    return forgiving


def drop_stale(cache: RedisCache) -> None:
    """A session that ended while Redis was down must not come back with it."""
    for key in list(Rest.stale):
        RedisCache.delete(cache, key)
        Rest.stale.discard(key)


class ForgivingRedisCache(RedisCache):
    """Keys whose change was missed are dropped first when Redis answers again."""

    add = or_else(bool)(RedisCache.add)
    set_many = or_else(list)(RedisCache.set_many)
    get_many = or_else(dict)(RedisCache.get_many)
    has_key = or_else(bool)(RedisCache.has_key)
    touch = or_else(bool)(RedisCache.touch)
    delete_many = or_else(lambda: None)(RedisCache.delete_many)
    kept_set = or_else(lambda: MISSED)(RedisCache.set)
    kept_delete = or_else(lambda: MISSED)(RedisCache.delete)

    def get(self, key, default=None, version=None):
        return or_else(lambda: default)(RedisCache.get)(self, key, default, version)

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        if self.kept_set(key, value, timeout, version) is MISSED:
            Rest.stale.add(key)

    def delete(self, key, version=None):
        deleted = self.kept_delete(key, version)
        if deleted is MISSED:
            Rest.stale.add(key)
            return False
        return deleted
