"""Awards are earned by rule or given by an admin; the person is told privately (row 74)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from discussions import notices
from discussions.models import Award, AwardKind, ShownAward
from discussions.models.earning import EARNERS
from foundation.refusals import Refusal
from notifications.telling import telling

SLICE = 200  # people of one round and rule; the next round takes the rest


class OwnAward(Refusal):
    message = _("Nobody gives an award to themselves.")


def give_awards(*, now: datetime) -> int:
    """What was earned, once per person and rule; what is held is never taken back."""
    given = 0
    for rule, earners in EARNERS.items():
        held = Award.objects.filter(rule=rule).values("user")
        people = User.objects.active().filter(pk__in=earners(now)).exclude(pk__in=held)
        for user in people.order_by("pk")[:SLICE]:
            with telling(now=now):
                award, is_new = Award.objects.get_or_create(
                    user=user, rule=rule, defaults={"at": now}
                )
                if is_new:
                    notices.award_given(award)
                    given += 1
    return given


def give_award(*, actor: User, user: User, kind: AwardKind, reason: str, now: datetime) -> Award:
    """By an admin, with the reason that its holder reads; giving it again changes nothing."""
    if actor == user:
        raise OwnAward
    with telling(now=now):
        given = {"reason": reason, "given_by": actor, "at": now}
        award, is_new = Award.objects.get_or_create(user=user, kind=kind, defaults=given)
        if is_new:
            notices.award_given(award)
        return award


@transaction.atomic
def show_award(*, award: Award, is_shown: bool, now: datetime) -> Award:
    """Its holder decides who knows of it; asking twice changes nothing."""
    if is_shown:
        ShownAward.objects.get_or_create(award=award, defaults={"at": now})
    else:
        ShownAward.objects.filter(award=award).delete()
    return award
