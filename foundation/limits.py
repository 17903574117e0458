"""How often one person may do what others feel or what costs much (reliability.md, R34).

Counted by `limits` in this process, or in Redis for all of them; while Redis is down nobody is
turned away (R37), except at sign-in, which allauth counts.
"""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, wraps
from typing import Any

from django.conf import settings
from django.core.cache import cache as kept
from django.http import HttpRequest, HttpResponse
from limits import RateLimitItem, parse
from limits.errors import StorageError
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from foundation.refusals import TooFast
from foundation.resting import REDIS_PATIENCE, is_resting, rest


@dataclass(frozen=True)
class Limit:
    """`rates` as in "30/hour"; all of them hold. Counted where the request has this `method`."""

    name: str
    rates: tuple[str, ...]
    method: str = "POST"

    @property
    def items(self) -> list[RateLimitItem]:
        return [parse(rate) for rate in self.rates]


POSTS = Limit("posts", ("6/minute", "30/hour"))  # two that waited in the outbox come at once
WORKSHOPS = Limit("workshops", ("6/minute", "30/hour"))  # announced, changed: many people hear
MATERIALS = Limit("materials", ("6/minute", "60/hour"))
MOVES = Limit("moves", ("30/minute", "200/hour"))  # one place of a material at a press
LINKS = Limit("links", ("12/minute", "60/hour"))  # people and questions of a workshop
TOPICS = Limit("topics", ("6/minute", "20/hour"))
MARKS = Limit("marks", ("60/hour",))
SEATS = Limit("seats", ("20/hour",))
SEARCHES = Limit("searches", ("30/minute",), method="GET")
MESSAGES = Limit("messages", ("10/hour",))
FEEDS = Limit("feeds", ("60/hour",), method="GET")


def limited(limit: Limit, *, previews: bool = False) -> Callable[[Callable], Callable]:
    """A view that its limit guards; where it `previews`, that changes nothing and is free."""

    def guard(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            is_free = previews and "preview" in request.POST
            if request.method == limit.method and not is_free:
                spend(limit, str(request.user.pk))
            return view(request, *args, **kwargs)

        return guarded

    return guard


def spend(limit: Limit, who: str) -> None:
    """Count one more of `who`, or raise TooFast with the seconds to wait."""
    if is_resting():
        return
    name = kept.make_key(f"{limit.name}:{who}")
    try:
        for item in limit.items:
            if not limiter().hit(item, name):
                reset = limiter().get_window_stats(item, name).reset_time
                raise TooFast(wait=max(math.floor(reset - time.time()), 0) + 1)
    except StorageError as error:
        rest(error)


@cache
def limiter() -> MovingWindowRateLimiter:
    if not settings.REDIS_URL:
        return MovingWindowRateLimiter(storage_from_string("memory://"))
    patience = {"socket_timeout": REDIS_PATIENCE, "socket_connect_timeout": REDIS_PATIENCE}
    storage = storage_from_string(settings.REDIS_URL, wrap_exceptions=True, **patience)
    return MovingWindowRateLimiter(storage)
