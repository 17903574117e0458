"""What a person wants to hear, and where: the own choice for the kind, else the kind's default.

A choice of `never` for a whole channel (kind empty) silences that channel. One rule in two forms:
`wants` for one person, `WANTS` for the statement that writes deliveries for a thousand.
"""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from notifications.kinds import Kind
from notifications.models import Channel, Preference, QuietHours

QUIET = (20, 6)  # hours of the regency's clock (ux 2.9)
AT_ONCE, NEVER = Preference.Cadence.AT_ONCE, Preference.Cadence.NEVER

# For the person `n.recipient_id` and the channel `c.channel`, whose default is `c.usual`.
WANTS = """
COALESCE((SELECT own.cadence FROM notifications_preference own
          WHERE own.user_id = n.recipient_id AND own.kind = n.kind
            AND own.channel = c.channel), c.usual) = 'at_once'
AND NOT EXISTS (SELECT 1 FROM notifications_preference whole
                WHERE whole.user_id = n.recipient_id AND whole.kind = ''
                  AND whole.channel = c.channel AND whole.cadence = 'never')
"""


def usual(kind: Kind, channel: str) -> str:
    """The cadence of whoever has chosen nothing."""
    wanted = {Channel.PUSH: kind.pushes, Channel.MAIL: kind.mails}
    return AT_ONCE if wanted.get(Channel(channel), True) else NEVER


def wants(user: Any, kind: Kind, channel: str) -> bool:
    chosen = dict(
        Preference.objects.filter(user=user, channel=channel, kind__in=["", kind.key]).values_list(
            "kind", "cadence"
        )
    )
    if channel == Channel.IN_APP and kind.is_required:
        return True
    return chosen.get("") != NEVER and chosen.get(kind.key, usual(kind, channel)) != NEVER


def hearers(kind: Kind, people: QuerySet) -> QuerySet:
    """Of these people, those who have not switched the kind off in Kabar."""
    return people if kind.is_required else people.exclude(pk__in=deaf_to(kind).values("user"))


def deaf_ids(kind: Kind, ids: Iterable[int]) -> set[int]:
    """Of these ids, those of people who have switched the kind off."""
    if kind.is_required or not ids:
        return set()
    return set(deaf_to(kind).filter(user__in=ids).values_list("user", flat=True))


def deaf_to(kind: Kind) -> QuerySet:
    return Preference.objects.filter(kind=kind.key, channel=Channel.IN_APP, cadence=NEVER)


def quiet_until(user: Any, now: datetime) -> datetime | None:
    """When this person's quiet hours end, or None outside of them."""
    own = QuietHours.objects.filter(user=user).values_list("from_hour", "until_hour").first()
    start, end = own or QUIET
    here = timezone.localtime(now)
    is_quiet = start <= here.hour < end if start < end else not end <= here.hour < start
    if start == end or not is_quiet:
        return None
    ends = timezone.make_aware(datetime.combine(here.date(), time(end)))
    return ends if ends > now else ends + timedelta(days=1)
