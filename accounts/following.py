"""What keeps a copy of a member's name in an app above follows when the name changes.

Called inside the action, so that whoever is forgotten is so everywhere at once.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

Follow = Callable[[Any, Any, datetime], None]  # the member before, the member now
FOLLOWERS: list[Follow] = []


def follows_name(follow: Follow) -> Follow:
    FOLLOWERS.append(follow)
    return follow


def follow_name(before: Any, after: Any, now: datetime) -> None:
    if before.full_name != after.full_name:
        for follow in FOLLOWERS:
            follow(before, after, now)


Lock = Callable[[Any], None]
LOCKS: list[Lock] = []


def locks_before_leaving(lock: Lock) -> Lock:
    """What an app above locks before the person's own row, where its verbs lock in that order."""
    LOCKS.append(lock)
    return lock


def lock_what_names(user: Any) -> None:
    for lock in LOCKS:
        lock(user)
