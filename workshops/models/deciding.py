"""Who decides about a request to take part."""

from django.db.models import Q, QuerySet

from accounts.models import UnitLeadership, User
from workshops.models.registration import Registration
from workshops.models.workshop import Workshop


def leaders_above(person: User, today) -> list[User]:
    """The leaders of the nearest unit above the person that somebody else leads; maybe nobody."""
    rows = UnitLeadership.objects.current(today).filter(unit__in=person.unit_ids_above)
    led: dict[int, list[User]] = {}
    for row in rows.exclude(user=person).filter(user__is_active=True).select_related("user"):
        led.setdefault(row.unit_id, []).append(row.user)
    parents = {unit: parent for unit, parent, _is_led in person.unit_tree}
    unit, seen = person.unit_id, set()
    while unit and unit not in seen:
        if unit in led:
            return led[unit]
        seen.add(unit)
        unit = parents.get(unit)
    return []


def deciders_of(registration: Registration, today) -> list[User]:
    """Who is asked; nobody where nothing is to be approved, or where nobody leads the person."""
    kinds = Workshop.Approval
    if registration.is_approved or registration.workshop.approval == kinds.NONE:
        return []
    if registration.workshop.approval == kinds.HOST:
        return [registration.workshop.host]
    return leaders_above(registration.user, today)


def requests_for(user: User) -> QuerySet[Registration]:
    """Those that this person may decide about (permissions.can_decide_request)."""
    requests = Registration.objects.requested()
    if user.is_admin:
        return requests
    led, kinds = user.led_unit_ids, Workshop.Approval
    hosted = Q(workshop__approval=kinds.HOST, workshop__unit__in=led)
    own_people = Q(workshop__approval=kinds.LEADER, user__unit__in=led) & ~Q(user=user)
    return requests.filter(hosted | own_people)
