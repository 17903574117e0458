"""Work that survives the death of its worker: taken on a lease, tried again later, parked.

Sending may happen twice when a worker dies between the sending and the settling, and never more
often than it was tried; whoever lost the lease meanwhile settles nothing (reliability.md F6, F23).
"""

import logging
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from django.db.models import F, QuerySet

from notifications.models import LEASE, TRIES, State, Work

logger = logging.getLogger("sepakat.outbox")
BACKOFF = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120)]  # after each failed try
MOST = 50  # of one round
ROUND = 10  # seconds after which a round takes nothing more: its leases count from its start


class PutOff(Exception):
    """Not now: the work is free again `until` then, and no try is counted."""

    def __init__(self, until: datetime):
        super().__init__(until)
        self.until = until


class LostLease(Exception):
    """Somebody else has taken the work over; what was done in this transaction is undone."""


class Hopeless(Exception):
    """Trying again cannot help: parked at once."""


Act = Callable[[Any, datetime], State]


def work_off(works: QuerySet, act: Act, *, now: datetime, most: int = MOST) -> int:
    """Carries out what is due, oldest first; returns how much was found.

    One that always raises is parked after TRIES and keeps nothing else waiting (F22).
    """
    started = monotonic()
    due = list(works.due(now).order_by("next_try_at", "pk")[:most])
    for work in due:
        if monotonic() - started > ROUND:
            break
        if work.attempts >= TRIES:  # its workers died each time
            park(work, "WorkerDied", now=now)
        elif take(work, now=now):
            attempt(work, act, now)
    return len(due)


def take(work: Work, *, now: datetime) -> bool:
    """Whether it is ours now; somebody else may have been quicker."""
    lease = uuid.uuid4().hex
    free = type(work).objects.due(now).filter(pk=work.pk, lease=work.lease)
    if not free.update(lease=lease, leased_until=now + LEASE, attempts=F("attempts") + 1):
        return False
    work.lease, work.attempts = lease, work.attempts + 1
    return True


def attempt(work: Work, act: Act, now: datetime) -> None:
    try:
        state = act(work, now)
    except PutOff as later:
        change(work, next_try_at=later.until, leased_until=None, attempts=F("attempts") - 1)
    except LostLease:
        return
    except Hopeless as error:
        logger.warning("%s %s is parked: %s", type(work).__name__, work.pk, error)
        park(work, str(error), now=now)
    except Exception as error:  # one bad item must not stop the others
        logger.exception("%s %s failed, try %s", type(work).__name__, work.pk, work.attempts)
        fail(work, type(error).__name__, now=now)
    else:
        change(work, state=state, settled_at=now, leased_until=None, failure="")


def fail(work: Work, why: str, *, now: datetime) -> None:
    if work.attempts >= TRIES:
        park(work, why, now=now)
        return
    next_try_at = now + BACKOFF[work.attempts - 1]
    change(work, next_try_at=next_try_at, leased_until=None, failure=why[:200])


def park(work: Work, why: str, *, now: datetime) -> None:
    change(work, state=State.PARKED, settled_at=now, leased_until=None, failure=why[:200])


def change(work: Work, **fields: Any) -> bool:
    """Only while the lease is ours; says whether it was."""
    return is_kept(work, bool(held(work).update(**fields)))


def is_ours(work: Work) -> bool:
    """Asked right before something leaves the house: a worker that was paused may have lost it."""
    return is_kept(work, held(work).exists())


def is_kept(work: Work, was_held: bool) -> bool:
    if not was_held:
        logger.warning("%s %s was taken over meanwhile", type(work).__name__, work.pk)
    return was_held


def held(work: Work) -> QuerySet:
    """The work's row, while nobody else took it over."""
    return type(work).objects.waiting().filter(pk=work.pk, lease=work.lease)


def try_again(works: QuerySet, *, now: datetime) -> int:
    """An admin's verb: parked work starts afresh."""
    return works.parked().update(
        state=State.WAITING, attempts=0, next_try_at=now, settled_at=None, failure=""
    )
