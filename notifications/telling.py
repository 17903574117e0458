"""The one door to people: `notify(...)` and `Topic.publish(...)` inside `with telling():`.

They only collect. Leaving the outermost block takes the counters in a fixed order (topics by
key, then recipients by id), writes the rows inside the transaction, and wakes open pages on
commit. So two actions that tell the same people never deadlock, and what is rolled back is
never heard.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from asgiref.local import Local
from django.db import models, transaction

from foundation.sealing import seal
from notifications import broadcasting, live, writing
from notifications.choosing import deaf_ids, hearers
from notifications.kinds import Kind, type_of

AT_ONCE = 50  # more recipients than this are told by a task
current = Local()


@dataclass(frozen=True)
class Happening:
    """What open pages hear; a hint may be for some people only, and for all but one."""

    topic: str
    event: str
    facts: dict[str, Any]
    is_numbered: bool
    only: models.QuerySet | None = None
    but: Any = None


@dataclass(frozen=True)
class Unnamed:
    """Who did something that nobody may know of them: not told, and written down nowhere."""

    person: Any

    @property
    def pk(self):
        return self.person.pk


@dataclass(frozen=True)
class Telling:
    """Whom to tell of what: `to` is a queryset of users, or users, or None for the audience."""

    kind: Kind
    about: models.Model
    to: Any
    actor: Any
    first_new: str
    reason: str

    @property
    def written_actor(self) -> str:
        """For the row of a broadcast, which admins read."""
        if isinstance(self.actor, Unnamed):
            return seal(str(self.actor.pk))
        return str(self.actor.pk) if self.actor else ""


@dataclass
class Collected:
    now: datetime
    happenings: list[Happening] = field(default_factory=list)
    tellings: list[Telling] = field(default_factory=list)


@contextmanager
def telling(*, now: datetime) -> Iterator[None]:
    """An atomic block that may tell people; blocks nest, and an inner failure tells nobody."""
    outer = getattr(current, "collected", None)
    if outer is not None:
        with rolled_back_with(outer), transaction.atomic():
            yield
        return
    with transaction.atomic():
        current.collected = Collected(now)
        try:
            yield
            messages = write(current.collected)
        finally:
            current.collected = None
        transaction.on_commit(lambda: live.deliver(messages), robust=True)


@contextmanager
def rolled_back_with(outer: Collected) -> Iterator[None]:
    lengths = len(outer.happenings), len(outer.tellings)
    try:
        yield
    except BaseException:
        del outer.happenings[lengths[0] :], outer.tellings[lengths[1] :]
        raise


def notify(
    kind: Kind,
    *,
    about: models.Model,
    to: Iterable[Any] | None = None,
    actor: Any = None,
    first_new: str = "",
    reason: str = "",
) -> None:
    """Tells the kind's audience, or the few people of `to`; never the actor.

    An actor whose name may not be written down comes as `Unnamed(person)`.

    Whoever tells many asks the audience again, so `to` is for at most AT_ONCE people.
    """
    current.collected.tellings.append(Telling(kind, about, to, actor, first_new, reason))


def publish(happening: Happening) -> None:
    current.collected.happenings.append(happening)


def write(collected: Collected) -> list[dict]:
    """The rows, in the order that cannot deadlock; returns the wake-up messages."""
    messages = writing.write_events(
        sorted(collected.happenings, key=lambda one: one.topic), now=collected.now
    )
    told = [(one, recipient_ids(one)) for one in collected.tellings]
    writing.lock_bells(sorted({pk for _one, ids in told if len(ids) <= AT_ONCE for pk in ids}))
    for one, ids in told:
        if len(ids) > AT_ONCE:
            if one.to is not None:
                raise ValueError(f"{one.kind.key}: more than {AT_ONCE} people need an audience")
            broadcasting.begin(one, now=collected.now)
            continue
        writing.write_notifications(
            kind=one.kind.key,
            about_type=type_of(one.about).pk,
            about_id=one.about.pk,
            actor_id=None if isinstance(one.actor, Unnamed) or not one.actor else one.actor.pk,
            first_new=one.first_new,
            reason=one.reason,
            recipient_ids=ids,
            now=collected.now,
        )
        if ids:
            messages.append({"type": "live.kabar", "users": ids})
    return messages


def recipient_ids(one: Telling) -> list[int]:
    """Sorted, without whoever did it, and at most one more than are told at once."""
    to = one.kind.audience(one.about) if one.to is None else one.to
    if isinstance(to, models.QuerySet):
        heard = hearers(one.kind, to)
        ids = set(heard.order_by("pk").values_list("pk", flat=True)[: AT_ONCE + 2])
    else:
        ids = {person.pk for person in to if person}
        ids -= deaf_ids(one.kind, ids)
    return sorted(ids - {one.actor.pk if one.actor else None})
