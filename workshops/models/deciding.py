"""Who decides about a request to take part."""

from datetime import datetime

from django.db.models import Q, QuerySet

from accounts.models import User
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
    return Leaders([person.unit_id], now).nearest(person.unit_id, but=[person.pk])


def managers_of(workshop: Workshop, now: datetime) -> list[User]:
    """Its host while in office; then whoever leads its unit, or admins where nobody does.

    Never nobody, so that no request is granted for want of somebody to ask.
    """
    leaders = Leaders([workshop.unit_id], now)
    present = User.objects.able_to_sign_in(now)
    host = present.filter(pk=workshop.host_id).first()
    if host and (host.is_admin or host in leaders.of(workshop.unit_id)):
        return [host]
    admins = present.filter(is_staff=True, is_superuser=True).order_by("pk")
    return leaders.nearest(workshop.unit_id) or list(admins) or [workshop.host]


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
