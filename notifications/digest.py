"""The summary by mail: what waits, what is new, what is solved; nothing to say, no mail.

Each domain adds its part in its `panels.py` (discussions.md 2.11). Whoever looked in since the
last one knows it already and gets none (row 49).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from notifications import mail
from notifications.choosing import quiet_until
from notifications.kinds import is_late, seen_by
from notifications.leaving import digest_token
from notifications.models import (
    Bell,
    Channel,
    Digest,
    MailStanding,
    Notification,
    Preference,
    State,
)
from notifications.outbox import LostLease, PutOff, is_ours
from notifications.replay import fresh

HOUR = time(7)  # of the regency's clock, and of a Monday for the weekly one (ux 2.9)
LATEST = timedelta(hours=12)  # a server that was down in the morning still sends until then
SHOWN = 5  # of what is unread
Cadence = Preference.Cadence


@dataclass(frozen=True)
class Item:
    title: str
    address: str  # below the site's own
    note: str = ""


@dataclass(frozen=True)
class Part:
    """A heading and what stands below it."""

    heading: str
    items: list[Item]


Source = Callable[[Any, datetime, datetime], Part]
sources: list[tuple[int, Source]] = []


def in_digest(place: int) -> Callable[[Source], Source]:
    """Registers `(user, since, now) -> Part` as the part at this place."""

    def register(source: Source) -> Source:
        sources.append((place, source))
        return source

    return register


# --- Whose turn it is ---------------------------------------------------------------------------
def plan_digests(*, now: datetime) -> int:
    """A row for everyone whose summary falls on this morning; twice plans nothing twice."""
    here = timezone.localtime(now)
    morning = timezone.make_aware(datetime.combine(here.date(), HOUR))
    if not morning <= here < morning + LATEST:
        return 0
    before = Digest.objects.count()
    rows = [Digest(user_id=pk, on=here.date(), next_try_at=now) for pk in readers(here.date())]
    Digest.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
    return Digest.objects.count() - before


def readers(day: date) -> QuerySet:
    """Ids of those who get one on this day: the daily ones, and on Mondays the rest."""
    chosen = Preference.objects.filter(kind="", channel=Channel.DIGEST)
    of = {one: chosen.filter(cadence=one).values("user") for one in Cadence.values}
    wanted = Q(pk__in=of[Cadence.DAILY])
    if day.weekday() == 0:
        wanted |= ~Q(pk__in=of[Cadence.NEVER])
    people = get_user_model()._default_manager.filter(wanted, is_active=True)
    people = people.exclude(welcomed_at=None)
    paused = MailStanding.objects.paused().values("user")
    return people.exclude(pk__in=paused).values_list("pk", flat=True)


# --- What it says -------------------------------------------------------------------------------
def send_digest(digest: Digest, now: datetime) -> State:
    reader = fresh(digest.user)
    if reader is None or not is_wanted(reader):
        return State.DROPPED
    if until := quiet_until(reader, now):
        raise PutOff(until)
    since = since_last(digest)
    if Bell.objects.filter(user=reader, here_at__gt=since).exists():
        return State.DROPPED
    with translation.override(reader.language or settings.LANGUAGE_CODE):
        parts = [part for part in parts_for(reader, since, now) if part.items]
        if not parts:
            return State.DROPPED
        if not is_ours(digest):
            raise LostLease
        mail.hand_over(letter(reader, parts, digest), reader, now)
    return State.SENT


def is_wanted(reader: Any) -> bool:
    """Not switched off since it was planned."""
    off = Preference.objects.filter(user=reader, kind="", channel=Channel.DIGEST)
    return not off.filter(cadence=Cadence.NEVER).exists()


def since_last(digest: Digest) -> datetime:
    """When the one before was sent, or a week ago."""
    sent = Digest.objects.filter(user=digest.user_id, state=State.SENT).order_by("-on").first()
    week = timezone.make_aware(datetime.combine(digest.on - timedelta(days=7), HOUR))
    return max(sent.settled_at, week) if sent and sent.settled_at else week


def parts_for(reader: Any, since: datetime, now: datetime) -> list[Part]:
    ordered = sorted(sources, key=lambda one: one[0])
    return [source(reader, since, now) for _place, source in ordered]


@in_digest(20)
def unread_news(reader: Any, since: datetime, now: datetime) -> Part:
    """What happened to this person's own things and was not read, nor mailed on its own."""
    rows = Notification.objects.of(reader).unread().filter(created_at__gt=since, emailed_at=None)
    found = seen_by(reader, rows.newest_first().select_related("actor")[: 4 * SHOWN])
    shown = [row for row in found if not is_late(row, now)][:SHOWN]
    items = [Item(mail.words_of(row), row.get_absolute_url()) for row in shown]
    return Part(_("New for you"), items)


def letter(reader: Any, parts: list[Part], digest: Digest) -> Any:
    first = parts[0].items[0].title
    subject = _("Your summary: %(first)s") % {"first": mail.one_line(first)}
    context = {"parts": parts, "url": settings.FORUM_SITE_URL, "preheader": parts[0].heading}
    made = mail.envelope(reader, subject, "notifications/digest", context, digest_token(reader))
    made.extra_headers["Message-ID"] = f"<ringkasan-{digest.pk}@{mail.host()}>"
    return made
