"""A Redis that is down means that nothing is cached: pages are slower, and nobody is turned away.

Limits stay closed: `add` answers False, so allauth's limiter never gets its lock and refuses the
sign-in with its sentence (reliability.md, R37).
"""

from collections import defaultdict
from collections.abc import Callable
from functools import wraps
from typing import Any, ClassVar

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import RedisError

from foundation.resting import is_resting, rest

MISSED = object()


class Stale:
    """Keys whose change Redis missed while this process left it alone."""

    keys: ClassVar[set[str]] = set()


def or_else(make: Callable[[], Any]) -> Callable[[Callable], Callable]:
    """What a method answers while Redis does not."""

    def forgiving(method: Callable) -> Callable:
        @wraps(method)
        def ask(self: Any, *args: Any, **kwargs: Any) -> Any:
            if is_resting():
                return make()
            try:
                drop_stale(self)
                return method(self, *args, **kwargs)
            except RedisError as error:
                rest(error)
                return make()

        return ask

    return forgiving


def drop_stale(cache: RedisCache) -> None:
    """A session that ended while Redis was down must not come back with it."""
    for key in list(Stale.keys):
        RedisCache.delete(cache, key)
        Stale.keys.discard(key)


class PooledClient(RedisCacheClient):
    """One pool of connections per process: a request is a thread, and would connect anew."""

    pools: ClassVar[dict[tuple[str, ...], dict[int, Any]]] = defaultdict(dict)

    def __init__(self, servers: list[str], *args: Any, **kwargs: Any):
        super().__init__(servers, *args, **kwargs)
        self._pools = self.pools[tuple(servers)]


class ForgivingRedisCache(RedisCache):
    """Keys whose change was missed are dropped first when Redis answers again."""

    def __init__(self, server: str, params: dict[str, Any]):
        super().__init__(server, params)
        self._class = PooledClient

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
            Stale.keys.add(key)

    def delete(self, key, version=None):
        deleted = self.kept_delete(key, version)
        if deleted is MISSED:
            Stale.keys.add(key)
            return False
        return deleted
