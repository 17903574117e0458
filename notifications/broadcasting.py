"""Telling more people than a request may wait for: slices by id, each a transaction of its own."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone

from foundation.sealing import unseal
from notifications import live, writing
from notifications.choosing import hearers
from notifications.kinds import kinds, type_of
from notifications.models import LEASE, Bell, Broadcast, State
from notifications.outbox import LostLease, change, work_off

SLICE = 1000  # recipients per round of statements


def begin(one: Any, *, now: datetime) -> Broadcast:
    """In the transaction of what happened: without its commit nobody is told."""
    return Broadcast.objects.create(
        kind=one.kind.key,
        about_type=type_of(one.about),
        about_id=one.about.pk,
        actor=one.written_actor,
        first_new=one.first_new,
        reason=one.reason,
        at=now,
        next_try_at=now,
    )


def broadcast_due(*, now: datetime) -> int:
    return work_off(Broadcast.objects.select_related("about_type"), tell_all, now=now)


def tell_all(broadcast: Broadcast, now: datetime) -> State:
    """Goes on where the last worker stopped."""
    about = noun_of(broadcast)
    if about is None:
        return State.DROPPED
    doer, shown = actors_of(broadcast)
    audience = hearers(kinds[broadcast.kind], kinds[broadcast.kind].audience(about))
    audience = audience.exclude(pk=doer)
    make_bells(audience)
    while tell_slice(broadcast, audience, shown):
        pass
    return State.SENT


def noun_of(broadcast: Broadcast) -> Model | None:
    model = broadcast.about_type.model_class()
    return model._base_manager.filter(pk=broadcast.about_id).first() if model else None


def actors_of(broadcast: Broadcast) -> tuple[int | None, int | None]:
    """Who did it and is not told, and who is shown as having done it."""
    if not broadcast.actor:
        return None, None
    if broadcast.actor.isdecimal():
        return int(broadcast.actor), int(broadcast.actor)
    return int(unseal(broadcast.actor)), None


def make_bells(audience: QuerySet) -> None:
    """New members have none; the slices lock bells, so each person needs one first."""
    new = audience.filter(bell=None).values_list("pk", flat=True)
    Bell.objects.bulk_create(
        [Bell(user_id=pk) for pk in new], ignore_conflicts=True, batch_size=SLICE
    )


def tell_slice(broadcast: Broadcast, audience: QuerySet, shown: int | None) -> int:
    """The next SLICE people; the mark moves in the same transaction as their rows."""
    with transaction.atomic():
        bells = Bell.objects.select_for_update().filter(user__in=audience.values("pk"))
        bells = bells.filter(user__gt=broadcast.last_id).order_by("user")
        ids = list(bells.values_list("user", flat=True)[:SLICE])
        if not ids:
            return 0
        writing.write_notifications(
            kind=broadcast.kind,
            about_type=broadcast.about_type_id,
            about_id=broadcast.about_id,
            actor_id=shown,
            first_new=broadcast.first_new,
            reason=broadcast.reason,
            recipient_ids=ids,
            now=broadcast.at,
        )
        broadcast.last_id, broadcast.told = ids[-1], broadcast.told + len(ids)
        mark = {"last_id": broadcast.last_id, "told": broadcast.told}
        if not change(broadcast, **mark, leased_until=timezone.now() + LEASE):
            raise LostLease
    live.deliver([{"type": "live.kabar", "between": [ids[0], ids[-1]]}])
    return len(ids)
