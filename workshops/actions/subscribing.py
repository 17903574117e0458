"""Addresses at which a calendar program finds a person's workshops."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foundation.refusals import Refusal
from workshops.models import CalendarToken
from workshops.models.calendar_token import hash_of, new_secret

MOST_ADDRESSES = 10  # of one person


class TooManyAddresses(Refusal):
    message = _("You have ten calendar addresses. End one that you do not use any more.")


@transaction.atomic
def make_calendar_token(*, user: User, scope: str, now: datetime) -> tuple[CalendarToken, str]:
    """The token and its secret, which nobody can read again."""
    User.objects.select_for_update().get(pk=user.pk)  # two presses are counted one by one
    if CalendarToken.objects.of(user).standing().count() >= MOST_ADDRESSES:
        raise TooManyAddresses
    secret = new_secret()
    token = CalendarToken.objects.create(
        user=user, scope=scope, hash=hash_of(secret), created_at=now
    )
    return token, secret


def end_calendar_token(*, token: CalendarToken, now: datetime) -> None:
    CalendarToken.objects.standing().filter(pk=token.pk).update(ended_at=now)
