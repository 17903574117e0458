"""Who decides about a request to take part."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import UnitLeadership, User
from accounts.models.leading import Leaders
from workshops.models.registration import Registration
from workshops.models.workshop import Workshop


def deciders_of(registration: Registration, now: datetime) -> list[User]:
    """Who is asked; nobody where nothing is to be approved, or where nobody leads the person."""
    kinds, person = Workshop.Approval, registration.user
    if registration.is_approved or registration.approval == kinds.NONE:
        return []
    if registration.approval == kinds.HOST:
        return managers_of(registration.workshop, now)
    able = Leaders([person.unit_id], now).nearest(person.unit_id, but=[person.pk])
    return able or (admins_for(registration.workshop, now) if is_led(person, now) else [])


def is_led(person: User, now: datetime) -> bool:
    """By somebody else, who may be unable to sign in for a while."""
    offices = UnitLeadership.objects.current(timezone.localdate(now)).exclude(user=person)
    return offices.filter(unit__in=person.unit_ids_above, user__is_active=True).exists()


def admins_for(workshop: Workshop, now: datetime) -> list[User]:
    """Never nobody, so that no request is granted for want of somebody to ask."""
    admins = User.objects.able_to_sign_in(now).filter(is_staff=True, is_superuser=True)
    return list(admins.order_by("pk")) or [workshop.host]


def managers_of(workshop: Workshop, now: datetime) -> list[User]:
    """Its host while in office; then whoever leads its unit, or admins where nobody does."""
    leaders = Leaders([workshop.unit_id], now)
    present = User.objects.able_to_sign_in(now)
    host = present.filter(pk=workshop.host_id).first()
    if host and (host.is_admin or host in leaders.of(workshop.unit_id)):
        return [host]
    return leaders.nearest(workshop.unit_id) or admins_for(workshop, now)


def requests_for(user: User) -> QuerySet[Registration]:
    """Those that this person may decide about (permissions.can_decide_request)."""
    requests = Registration.objects.requested()
    if user.is_admin:
        return requests
    led, kinds = user.led_unit_ids, Workshop.Approval
    asks_leader = Q(workshop__approval=kinds.LEADER, asks_host=False)
    hosted = ~asks_leader & Q(workshop__unit__in=led)
    own_people = asks_leader & Q(user__unit__in=led) & ~Q(user=user)
    return requests.filter(hosted | own_people)
