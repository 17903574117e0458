"""What a request costs before its view: no change of thread, no new connection to Redis."""

from inspect import iscoroutinefunction

from forum_project.handler import OneThreadHandler
from foundation.cache import ForgivingRedisCache

ELSEWHERE = "redis://127.0.0.1:1/0"  # nobody is asked


def test_the_middleware_is_one_synchronous_chain():
    from forum_project import asgi  # noqa: PLC0415  it reads the hosts that tests add later

    assert isinstance(asgi.router.application_mapping["http"].app, OneThreadHandler)
    assert not iscoroutinefunction(OneThreadHandler()._middleware_chain)


def test_two_threads_share_their_connections_to_redis():
    one, other = (ForgivingRedisCache(ELSEWHERE, {})._cache for _thread in range(2))

    assert one is not other
    assert one._get_connection_pool(True) is other._get_connection_pool(False)
