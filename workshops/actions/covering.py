"""A unit keeps its service: so many of its people at workshops at the same hour, and no more."""

from datetime import datetime

from django.db.models import QuerySet

from accounts.models import Unit, User
from workshops.models import Registration, Session, UnitCover, Workshop


def set_cover(*, actor: User, unit: Unit, percent: int | None, now: datetime) -> None:
    """From now on; whoever has a seat keeps it. None takes the rule away."""
    if percent is None:
        UnitCover.objects.filter(unit=unit).delete()
        return
    said = {"percent": percent, "set_by": actor, "set_at": now}
    UnitCover.objects.update_or_create(unit=unit, defaults=said)


def lacks_cover(registration: Registration) -> bool:
    """Behind the workshop's lock, and the rules': seats of two workshops may be taken at once."""
    person = registration.user
    rule = locked_rule(person.unit_id)
    return rule is not None and left_by(rule, registration.workshop, but=person) < 1


def left_by(rule: UnitCover, workshop: Workshop, but: User | None = None) -> int:
    """How many more of the unit may go, who are not away at that hour already."""
    staff = User.objects.active().filter(unit=rule.unit_id)
    most = rule.most_away(staff.count())
    others = Registration.objects.seated().filter(user__in=staff).exclude(user=but)
    spans = workshop.sessions.standing().values_list("starts_at", "ends_at")
    return min((most - away_then(others, span) for span in spans), default=most)


def away_already(workshop: Workshop) -> frozenset[int]:
    """Those in its waiting list who have a seat elsewhere at the same time."""
    people = workshop.registrations.waiting().values("user")
    meanwhile = Session.objects.at_the_times_of(workshop).values("workshop")
    seats = Registration.objects.seated().filter(workshop__in=meanwhile, user__in=people)
    return frozenset(seats.values_list("user", flat=True))


def locked_rule(unit: int | None) -> UnitCover | None:
    """With all others, in one order: whoever seats people of several units never deadlocks."""
    if not UnitCover.objects.filter(unit=unit).exists():
        return None
    rules = UnitCover.objects.select_for_update().order_by("pk")
    return next((rule for rule in rules if rule.unit_id == unit), None)


def away_then(seats: QuerySet[Registration], span: tuple[datetime, datetime]) -> int:
    starts_at, ends_at = span
    held = Session.objects.standing().filter(starts_at__lt=ends_at, ends_at__gt=starts_at)
    return seats.filter(workshop__in=held.values("workshop")).values("user").distinct().count()
