"""The one door between the states of a registration (workshops.md 2.3)."""

from datetime import datetime

from accounts.models import User
from workshops.actions import pools
from workshops.models import Registration, RegistrationEvent

# A person changes these at any moment, without the lock; who moves a row read earlier keeps them.
OWN = ("is_listed", "seen_change")
MOVED = [one.name for one in Registration._meta.concrete_fields if one.name not in ("id", *OWN)]


def move(
    registration: Registration,
    state: str,
    *,
    now: datetime,
    actor: User | None = None,
    reason: str = "",
    answer_by: datetime | None = None,
) -> Registration:
    """Behind the workshop's lock. A seat is taken before, and given back here; one row of log.

    `actor` is None where time or the waiting list moved it; `answer_by` belongs to offers.
    """
    before = registration.state if registration.pk else ""
    if registration.holds_seat and state not in Registration.SEATED:
        pools.free(registration)
    registration.state, registration.answer_by = state, answer_by
    registration.moved_at = now
    registration.ics_bump += 1 if registration.pk else 0  # calendars take what has a higher number
    if state != Registration.State.WAITLISTED:
        registration.hindrance = ""
    registration.save(update_fields=MOVED if registration.pk else None)
    log(registration, before, now=now, actor=actor, reason=reason)
    return registration


def log(
    registration: Registration,
    before: str,
    *,
    now: datetime,
    actor: User | None = None,
    reason: str = "",
) -> None:
    RegistrationEvent.objects.create(
        registration=registration,
        before=before,
        after=registration.state,
        actor=actor,
        reason=reason,
        at=now,
    )
