"""What a calendar program subscribes to, by a person's key.

The same to the byte until something changes, so that a program that asks again gets 304 (2.7).
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from competencies.models import Area
from workshops.calendar.entries import changed_at, empty_calendar, entry, status_of
from workshops.models import CalendarToken, Registration, Session, Workshop
from workshops.models.agenda import chosen_workshops

BACK, AHEAD = timedelta(days=60), timedelta(days=400)
KEPT = timedelta(days=30)  # what was cancelled stays so long, so that every program has seen it
MOST = 1000  # entries
REFRESH = timedelta(hours=1)
Scope = CalendarToken.Scope
FILTERS = {Scope.AREAS: "bidang", Scope.UNIT: "unit", Scope.ALL: ""}  # as on the page of workshops


def feed_of(token: CalendarToken, *, now: datetime, area: Area | None = None) -> bytes:
    """In the active language; `area` narrows it."""
    calendar = empty_calendar()
    name = f"{settings.FORUM_SITE_NAME}: {area or names()[token.scope]}"
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")  # unknown to the library, which writes text
    sessions = list(sessions_of(token, area, now))
    places, hosted = places_of(token.user, sessions), hosted_by(token.user)
    for session in sessions:
        place = places.get(session.workshop_id)
        is_mine = token.scope == Scope.MINE and not hosts_only(session, place, hosted)
        if is_kept(session, place if is_mine else None, now):
            calendar.add_component(entry(session, place, is_mine=is_mine))
    return calendar.to_ical()


def names() -> dict[str, str]:
    return {
        Scope.MINE: _("my workshops"),
        Scope.AREAS: _("workshops of my areas"),
        Scope.UNIT: _("workshops of my unit"),
        Scope.ALL: _("all workshops"),
    }


def sessions_of(token: CalendarToken, area: Area | None, now: datetime):
    """The next year and the last two months; no draft, whoever reads."""
    user = token.user
    sessions = Session.objects.between(now - BACK, now + AHEAD).select_related("workshop")
    sessions = sessions.exclude(workshop__status=Workshop.Status.DRAFT)
    if token.scope == Scope.MINE:
        taking_part = Registration.objects.filter(user=user)
        given = Workshop.objects.given_by(user)
        sessions = sessions.filter(
            Q(workshop__in=taking_part.values("workshop")) | Q(workshop__in=given.values("pk"))
        )
        if area:
            sessions = sessions.filter(workshop__in=Workshop.objects.in_areas([area]).values("pk"))
    else:
        chosen = chosen_workshops(user, chosen=FILTERS[Scope(token.scope)], area=area)
        sessions = sessions.filter(workshop__in=chosen.values("pk"))
    return sessions.in_order()[:MOST]


def places_of(user: User, sessions: list[Session]) -> dict[int, Registration]:
    """The person's newest registration of each workshop, ended ones too."""
    ids = {session.workshop_id for session in sessions}
    rows = Registration.objects.filter(user=user, workshop__in=ids).order_by("pk")
    return {row.workshop_id: row for row in rows}


def hosts_only(session: Session, place: Registration | None, hosted: set[int]) -> bool:
    """A host or facilitator who gave up a seat is there all the same."""
    takes_part = place is not None and place.state in Registration.ACTIVE
    return session.workshop_id in hosted and not takes_part


def hosted_by(user: User) -> set[int]:
    """What this person holds or leads."""
    return set(Workshop.objects.given_by(user).values_list("pk", flat=True))


def is_kept(session: Session, place: Registration | None, now: datetime) -> bool:
    return status_of(session, place) != "CANCELLED" or changed_at(session, place) > now - KEPT
