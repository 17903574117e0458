"""Who is told, and what of it they may see."""

from collections.abc import Iterable

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from accounts.models import Unit, User
from accounts.models.leading import Leaders
from accounts.models.user import units_below
from competencies.models import LearningRecord, watchers_of
from discussions.models import ThreadSeen
from notifications.telling import AT_ONCE
from workshops.models import (
    DateOption,
    Registration,
    Scan,
    Session,
    TopicVote,
    Workshop,
    WorkshopAudience,
)
from workshops.models.deciding import managers_of
from workshops.models.need import number_of
from workshops.permissions import can_decide_request


def visible_workshops(user: User, ids: Iterable[int]) -> dict[int, Workshop]:
    return Workshop.objects.visible_to(user).in_bulk(list(ids))


def visible_requests(user: User, ids: Iterable[int]) -> dict[int, Registration]:
    """Requests that this person may decide about."""
    rows = Registration.objects.select_related("user", "workshop", "workshop__unit")
    found = rows.in_bulk(list(ids))
    return {pk: row for pk, row in found.items() if can_decide_request(user, row)}


def confirmed_workshops(user: User, ids: Iterable[int]) -> dict[int, Workshop]:
    """Where the person has a seat now."""
    return of_places(user, ids, Registration.objects.confirmed())


def ended_workshops(user: User, ids: Iterable[int]) -> dict[int, Workshop]:
    """Where the person has no place any more."""
    return of_places(user, ids, Registration.objects.exclude(state__in=Registration.ACTIVE))


def waited_workshops(user: User, ids: Iterable[int]) -> dict[int, Workshop]:
    """Where the person waits now, as which `number`."""
    found, today = with_places(user, ids, Registration.objects.waiting()), timezone.localdate()
    for workshop in found.values():
        workshop.number = number_of(workshop.mine, today)
    return found


def offered_workshops(user: User, ids: Iterable[int]) -> dict[int, Workshop]:
    """Where a seat is offered to the person now."""
    return with_places(user, ids, Registration.objects.offered())


def decided_workshops(user: User, ids: Iterable[int]) -> dict[int, Workshop]:
    """`has_place`: the person's; `is_elsewhere`: none, being at another workshop at that time."""
    own = Registration.objects.filter(user=user, workshop=OuterRef("pk"))
    seats = Registration.objects.seated().filter(user=user)
    theirs = Q(pk__in=seats.values("workshop")) | Q(facilitators=user)
    meanwhile = Session.objects.standing().filter(
        ~Q(workshop=OuterRef("workshop")),
        workshop__in=Workshop.objects.published().filter(theirs).values("pk"),
        starts_at__lt=OuterRef("ends_at"),
        ends_at__gt=OuterRef("starts_at"),
    )
    mine = Session.objects.standing().filter(Exists(meanwhile), workshop=OuterRef("pk"))
    shown = Workshop.objects.visible_to(user).annotate(
        has_place=Exists(own.active()), is_elsewhere=Exists(mine) & ~Exists(own)
    )
    return shown.in_bulk(list(ids))


def with_places(
    user: User, ids: Iterable[int], places: QuerySet[Registration]
) -> dict[int, Workshop]:
    """Each with the person's place there as `mine`."""
    found = of_places(user, ids, places)
    for registration in places.filter(user=user, workshop__in=found):
        registration.workshop = found[registration.workshop_id]
        registration.workshop.mine = registration
    return found


def of_places(
    user: User, ids: Iterable[int], places: QuerySet[Registration]
) -> dict[int, Workshop]:
    mine = places.filter(user=user).values("workshop")
    return Workshop.objects.visible_to(user).filter(pk__in=mine).in_bulk(list(ids))


def chosen_audience(workshop: Workshop) -> QuerySet:
    """The people whom the host chose to tell."""
    kind = workshop.audience.kind
    if kind == WorkshopAudience.Kind.UNITS:
        return members_below(workshop.audience.units.values_list("pk", flat=True))
    return audience_of_plan(
        kind=kind,
        unit_ids=[workshop.unit_id],
        area_ids=[area.pk for area in workshop.areas.all()],
    )


def audience_of_plan(*, kind: str, unit_ids: Iterable[int], area_ids: Iterable[int]) -> QuerySet:
    """The same people while the workshop is still a form, so that their number can be shown."""
    if kind != WorkshopAudience.Kind.AREAS:
        return members_below(unit_ids)
    return watchers_of(area_ids)


def members_below(unit_ids: Iterable[int]) -> QuerySet:
    parents = dict(Unit.objects.values_list("pk", "parent_id"))
    return User.objects.active().filter(unit__in=units_below(set(unit_ids), parents))


def people_with_a_place(workshop: Workshop) -> QuerySet:
    """Registered, waiting, or asked for an answer."""
    active = Registration.objects.active().filter(workshop=workshop)
    return User.objects.active().filter(pk__in=active.values("user"))


def people_who_owe(workshop: Workshop) -> QuerySet:
    """With a place, and without the answers that the host needs."""
    owing = Registration.objects.owing_answers().filter(workshop=workshop)
    return User.objects.active().filter(pk__in=owing.values("user"))


def people_who_come(workshop: Workshop) -> QuerySet:
    """With a place, or to lead it."""
    leading = Q(pk__in=workshop.facilitators.values("pk"))
    return User.objects.active().filter(Q(pk__in=people_with_a_place(workshop)) | leading)


def leaders_who_send(workshop: Workshop) -> list[User]:
    """Who drafted a letter for others and may still, else who leads its unit; whoever comes hears.

    A participant's own letter tells nobody else.
    """
    letters = [one for one in workshop.letters.select_related("by") if not one.names(one.by)]
    leaders = Leaders([workshop.unit_id, *(one.unit_id for one in letters)], timezone.now())
    found: set[User] = set()
    for one in letters:
        may = leaders.of(one.unit_id) | leaders.of(workshop.unit_id)
        found |= {one.by} if one.by in may else set(leaders.nearest(one.unit_id))
    coming = people_who_come(workshop).filter(pk__in=[one.pk for one in found])
    return sorted(found - set(coming), key=lambda one: one.pk)[:AT_ONCE]


def participants(workshop: Workshop) -> QuerySet:
    confirmed = Registration.objects.confirmed().filter(workshop=workshop)
    return User.objects.active().filter(pk__in=confirmed.values("user"))


def present_people(workshop: Workshop) -> QuerySet:
    """Who takes part and was seen at one of its sessions."""
    scans = Scan.objects.standing().filter(session__workshop=workshop)
    return participants(workshop).filter(pk__in=scans.values("registration__user"))


def uncredited(workshop: Workshop) -> QuerySet:
    """Participants whose hours of an earlier closing were taken back, and not credited anew."""
    source = Concat(Value("registration:"), Cast(OuterRef("pk"), CharField()))
    earlier = LearningRecord.objects.filter(user=OuterRef("user"), source=source)
    taken_back = Exists(earlier.filter(reverses=None, reversal__isnull=False))
    others = Registration.objects.confirmed().filter(taken_back, workshop=workshop)
    others = others.exclude(attendance=Registration.Attendance.FULL)
    return User.objects.active().filter(pk__in=others.values("user"))


def credited(workshop: Workshop) -> QuerySet:
    """Participants who were present long enough."""
    full = Registration.objects.confirmed().filter(
        workshop=workshop, attendance=Registration.Attendance.FULL
    )
    return User.objects.active().filter(pk__in=full.values("user"))


def called_off(workshop: Workshop) -> QuerySet:
    """Those who had a place when the host called it off, hoped for a date, or would lead it."""
    ended = workshop.registrations.filter(
        state=Registration.State.CANCELLED_HOST, moved_at=workshop.called_off_at
    )
    hoping = workshop.interests.filter(workshop__sessions=None)
    told = Q(pk__in=ended.values("user")) | Q(pk__in=hoping.values("user"))
    told |= Q(pk__in=workshop.facilitators.values("pk"))
    return User.objects.active().filter(told)


def hopeful(workshop: Workshop) -> QuerySet:
    """Who is not told as one of its own: they asked, wanted its topic, or could not come then.

    The asker also under a sealed name: told, never named.
    """
    links = workshop.questions.filter(unlinked_at=workshop.called_off_at)
    watching = ThreadSeen.objects.filter(watching_or_asked(), thread__in=links.values("thread"))
    askers = links.values("thread__author")
    voters = TopicVote.objects.filter(topic__freed_from=workshop)
    interested = workshop.interests.exclude(user__in=workshop.registrations.values("user"))
    told = Q(pk__in=watching.values("user")) | Q(pk__in=askers) | Q(pk__in=voters.values("user"))
    told |= Q(pk__in=interested.values("user"))
    return User.objects.active().filter(told).exclude(pk__in=called_off(workshop).values("pk"))


def watching_or_asked() -> Q:
    return Q(level=ThreadSeen.Level.WATCHING) | Q(is_sealed_asker=True)


def interested(workshop: Workshop) -> QuerySet:
    return User.objects.active().filter(pk__in=workshop.interests.values("user"))


def who_chose_otherwise(workshop: Workshop) -> QuerySet:
    """Interested people who answered the poll, and not with the date that was set."""
    options = workshop.options.ahead(workshop.published_at)  # when it was set
    votes = DateOption.voters.through.objects.filter(dateoption__in=options)
    starts = workshop.sessions.standing().values("starts_at")
    chose = votes.filter(dateoption__starts_at__in=starts)
    answered = interested(workshop).filter(pk__in=votes.values("user"))
    return answered.exclude(pk__in=chose.values("user"))


def whom_the_date_suits(workshop: Workshop) -> QuerySet:
    """The other interested people: it is their date, or they chose none."""
    return interested(workshop).exclude(pk__in=who_chose_otherwise(workshop).values("pk"))


def hosts(workshop: Workshop) -> QuerySet:
    managers = managers_of(workshop, timezone.now())
    return User.objects.filter(pk__in=[one.pk for one in managers])


def named_people(workshop: Workshop) -> QuerySet:
    """Whom it concerns is said where it is told."""
    return User.objects.none()
