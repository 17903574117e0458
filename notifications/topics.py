"""The registry of topics: what open pages may watch. Each domain declares its own in live.py."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from notifications.models import LiveTopic
from notifications.telling import Happening, publish

KABAR = "kabar"
KEY = re.compile(r"[a-z]+(:[0-9a-z]+)?")
LONGEST_KEY = 40


@dataclass(frozen=True)
class Topic:
    """`name:public_id`, such as `thread:7k3mq`; page and socket ask the same permission."""

    name: str
    may_watch: Callable[[Any, str], bool]

    def key(self, public_id: str) -> str:
        return f"{self.name}:{public_id}"

    def publish(self, public_id: str, event: str, **facts: Any) -> None:
        """A numbered event, kept for a day. Facts are ids and counts, never words or HTML."""
        publish(Happening(self.key(public_id), event, facts, is_numbered=True))

    def hint(
        self, public_id: str, event: str, *, only: Any = None, but: Any = None, **facts: Any
    ) -> None:
        """Something changed; whoever misses it sees it on the next load.

        `only` is a queryset of people, `but` whoever did it; neither leaves the server.
        """
        publish(Happening(self.key(public_id), event, facts, False, only, but))

    def cursor(self, public_id: str) -> int:
        """The last number so far; read it before the content it stands for."""
        row = LiveTopic.objects.filter(pk=self.key(public_id)).values_list("last_no", flat=True)
        return row.first() or 0


topics: dict[str, Topic] = {}


def declare(topic: Topic) -> Topic:
    topics[topic.name] = topic
    return topic


def is_key(value: Any) -> bool:
    """What people send as a key goes into queries: plain signs only."""
    return isinstance(value, str) and len(value) <= LONGEST_KEY and bool(KEY.fullmatch(value))


def may_watch(user: Any, key: str) -> bool:
    name, _colon, public_id = key.partition(":")
    topic = topics.get(name)
    return topic is not None and topic.may_watch(user, public_id)
