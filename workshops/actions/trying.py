"""What would become of something: it is done, looked at, and taken back."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import TypeVar

from notifications.telling import telling

Outcome = TypeVar("Outcome")


class TriedOut(Exception):
    """Takes everything back."""


def tried_out(act: Callable[[], list[Outcome]], *, now: datetime) -> list[Outcome]:
    outcomes: list[Outcome] = []
    with suppress(TriedOut), telling(now=now):
        outcomes = act()
        raise TriedOut
    return outcomes
