"""What reports and decisions do to things that are no texts of a thread; each is written down."""

from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from discussions import notices
from discussions.models import Review, ReviewEvent
from discussions.models.reportable import Reportable, reportable_of
from foundation.refusals import Refusal

Decision, Verb = Review.Decision, ReviewEvent.Verb


class ThingIsGone(Refusal):
    message = _("This was removed meanwhile.")


def lock_thing(about: Model) -> Any:
    """As it is now, under its lock; refused when it was removed."""
    thing = thing_of(about)
    found = thing.standing().select_for_update(of=("self",)).filter(pk=about.pk).first()
    if found is None:
        raise ThingIsGone
    return found


def thing_of(about: Model) -> Reportable:
    thing = reportable_of(about)
    if thing is None:
        raise TypeError(about)
    return thing


def hide_thing(review: Review, about: Any, *, now: datetime) -> None:
    """By reports, until moderators decide."""
    thing = thing_of(about)
    if thing.is_hideable and about.hidden_at is None:
        thing.hide(about, actor=None, reason="", now=now)
        record(review, Verb.HIDE, None, "", now)
        notices.thing_hidden(review)


def perform_on_thing(review: Review, now: datetime) -> None:
    """What was decided; a thing that was removed meanwhile is left alone."""
    if review.about is None:
        return
    thing = thing_of(review.about)
    try:
        about = lock_thing(review.about)
    except ThingIsGone:
        return
    by: dict[str, Any] = {"actor": review.decided_by, "reason": review.reason, "now": now}
    verb = do(review, thing, about, by)
    if verb:
        record(review, verb, review.decided_by, review.reason, now)
    if review.decision != Decision.KEEP:
        notices.thing_decided(review)


def do(review: Review, thing: Reportable, about: Any, by: dict[str, Any]) -> str:
    """Returns the verb that goes into the ledger; empty when nothing was done."""
    if review.decision == Decision.REMOVE:
        thing.remove(about, **by)
        return Verb.REMOVE
    if review.decision == Decision.RETURN:
        if thing.is_hideable:
            thing.hide(about, **by)
        return Verb.RETURN
    if review.decision == Decision.MASK:
        thing.mask(about, **by)
    if thing.is_hideable and about.hidden_at and not is_reported_anew(review):
        thing.show(about, **by)
        return Verb.MASK if review.decision == Decision.MASK else Verb.SHOW
    return Verb.MASK if review.decision == Decision.MASK else ""


def is_reported_anew(review: Review) -> bool:
    """After this decision was taken."""
    same = Review.objects.filter(about_type=review.about_type, about_id=review.about_id)
    return same.filter(decided_at=None).exists()


def record(review: Review, verb: str, actor: User | None, reason: str, now: datetime) -> None:
    ReviewEvent.objects.create(review=review, verb=verb, actor=actor, reason=reason, at=now)
