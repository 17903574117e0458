from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

JOINS_BEFORE = timedelta(minutes=30)  # of the start: the link to join opens
ZONE_NAMES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


class SessionQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(status=Session.Status.PLANNED)

    def between(self, start, end):
        return self.filter(ends_at__gt=start, starts_at__lt=end)

    def at_the_times_of(self, workshop):
        """Standing ones of other workshops that overlap with a standing one of this."""
        mine = workshop.sessions.standing().filter(
            starts_at__lt=OuterRef("ends_at"), ends_at__gt=OuterRef("starts_at")
        )
        return self.standing().exclude(workshop=workshop).filter(Exists(mine))

    def where_are(self, people, *, holding=False):
        """Rows of (person, workshop, starts_at, ends_at, sits): who of them is at which of these.

        They lead an announced one, have a seat in it, or hold it where `holding` counts. Who only
        `sits` there need not be known to be there.
        """
        announced = self.standing().filter(workshop__status="published")
        seated = Q(workshop__registrations__holds_seat=True)
        ways = [("workshop__facilitators", Q(), 0), ("workshop__registrations__user", seated, 1)]
        if holding:
            ways.append(("workshop__host", Q(), 0))
        at = ("workshop", "starts_at", "ends_at")
        rows = [
            announced.filter(more, **{f"{person}__in": people}).values_list(
                person, *at, Value(sits)
            )
            for person, more, sits in ways
        ]
        return rows[0].union(*rows[1:])

    def with_held_room(self):
        """`held_room`: the id of the room it takes, its own or the workshop's."""
        return self.annotate(held_room=Coalesce("own_room", "workshop__room"))

    def in_rooms_of(self, workshop):
        """Standing ones of other workshops, in a room that this has at the same time."""
        mine = workshop.sessions.standing().with_held_room()
        mine = mine.filter(
            held_room=OuterRef("held_room"),
            starts_at__lt=OuterRef("ends_at"),
            ends_at__gt=OuterRef("starts_at"),
        )
        others = self.standing().exclude(workshop=workshop).with_held_room()
        return others.filter(Exists(mine), held_room__isnull=False)

    def in_order(self):
        return self.order_by("starts_at", "no")


class Session(models.Model):
    """One dated part of a workshop; it has its own calendar entry for life (RFC 5545 UID).

    `own_room` is set where it takes place in another room than the workshop; `room` are the words.
    """

    class Status(models.TextChoices):
        PLANNED = "planned", _("Planned")
        CANCELLED = "cancelled", _("Called off")

    workshop = models.ForeignKey("workshops.Workshop", models.CASCADE, related_name="sessions")
    no = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    own_room = models.ForeignKey(
        "workshops.Room", models.PROTECT, null=True, blank=True, related_name="sessions"
    )
    room = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=9, choices=Status, default=Status.PLANNED)
    ics_uid = models.CharField(max_length=100, unique=True)
    ics_sequence = models.PositiveIntegerField(default=0)
    modified_at = models.DateTimeField()

    objects = SessionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_it_starts"
            ),
            models.UniqueConstraint(fields=["workshop", "no"], name="session_once_per_number"),
        ]
        indexes = [models.Index(fields=["starts_at", "ends_at"], name="sessions_by_time")]

    def __str__(self):
        return f"{self.workshop_id} #{self.no}"

    @property
    def days(self) -> list[date]:
        """From its first day to its last, in local time."""
        first = timezone.localtime(self.starts_at).date()
        last = timezone.localtime(self.ends_at - timedelta.resolution).date()
        return [first + timedelta(days=step) for step in range((last - first).days + 1)]

    @property
    def joins_from(self):
        return self.starts_at - JOINS_BEFORE

    @property
    def minutes(self):
        return int((self.ends_at - self.starts_at).total_seconds() // 60)


def take_several_rooms(sessions: Iterable[Session]) -> bool:
    """Then each is named with its room."""
    return any(session.own_room_id for session in sessions)


def local_span(zone: str, starts_at: datetime, ends_at: datetime) -> str:
    """Kamis, 26 November 2026, 09.00–12.00 WIB."""
    start, end = (moment.astimezone(ZoneInfo(zone)) for moment in (starts_at, ends_at))
    day = date_format(start, "l, j F Y")
    return f"{day}, {start:%H.%M}–{end:%H.%M} {ZONE_NAMES.get(zone, zone)}"


def spans_elsewhere(zone: str, sessions: list[Session]) -> list[str]:
    """The same hours in Indonesia's other zones, one zone after the other."""
    return [
        local_span(other, one.starts_at, one.ends_at)
        for other in ZONE_NAMES
        if other != zone
        for one in sessions
    ]
