"""May I? Pure predicates about workshops."""

from datetime import datetime

from django.db.models import Q, QuerySet

from accounts.models import Unit, User
from accounts.permissions import can_lead_unit
from accounts.second_factor import lacks_factor
from competencies.permissions import can_moderate_areas, is_moderator
from workshops.models import Material, Registration, Scan, TopicCall, Workshop
from workshops.models.material import granted_to


def can_announce_workshop(user: User) -> bool:
    """Leaders announce for the units they lead, admins for any."""
    return user.is_admin or user.is_leader


def can_manage_workshop(user: User, workshop: Workshop) -> bool:
    """Whoever leads its unit, its host among them, and admins."""
    return can_lead_unit(user, workshop.unit)


def can_register(user: User, workshop: Workshop, now: datetime) -> bool:
    return user.is_active and workshop.takes_registrations(now) and workshop.is_open_to(user)


def can_join_workshop(user: User, workshop: Workshop) -> bool:
    """Those with a seat, and those who lead it."""
    seated = workshop.registrations.confirmed().filter(user=user).exists()
    return seated or workshop.facilitators.filter(pk=user.pk).exists()


def credits_own_hours(user: User, workshop: Workshop) -> bool:
    """Who closes it verifies the hours, so it is somebody else than who gains them (domain.md 1.3).

    Present at any session counts.
    """
    own = Scan.objects.standing().filter(registration__in=workshop.registrations.confirmed())
    return workshop.jp > 0 and own.filter(registration__user=user).exists()


def can_register_others(user: User) -> bool:
    """Leaders register people of the units they lead, admins anybody."""
    return user.is_admin or user.is_leader


def can_draft_letter(user: User, workshop: Workshop, unit: Unit) -> bool:
    """Whoever sends people of this unit, or holds the workshop; a participant has the own one."""
    return can_lead_unit(user, unit) or can_manage_workshop(user, workshop)


def can_decide_request(user: User, registration: Registration) -> bool:
    """Whoever manages the workshop, or leads the person; nobody about themselves as their leader.

    The same as `requests_for`, which lists them.
    """
    workshop = registration.workshop
    if user.is_admin or registration.approval != Workshop.Approval.LEADER:
        return can_manage_workshop(user, workshop)
    return registration.user_id != user.pk and registration.user.unit_id in user.led_unit_ids


def can_open_call(user: User) -> bool:
    """Leaders for any area and their units, moderators for their areas."""
    return user.is_admin or user.is_leader or is_moderator(user)


def can_review_call(user: User, call: TopicCall) -> bool:
    """Whoever leads its unit now, or of an area alone who called and still may; its moderators."""
    if user.is_admin or (call.area is not None and can_moderate_areas(user, [call.area])):
        return True
    if call.unit_id is not None:
        return call.unit_id in user.led_unit_ids
    return call.by_id == user.pk and can_open_call(user)


def acting_role(user: User) -> str:
    """As what someone manages workshops, calls for topics or reads more than others.

    For the second factor; empty for whoever has no role.
    """
    if user.is_admin:
        return "admin"
    if user.is_leader:
        return "leader"
    return "moderator" if is_moderator(user) else ""


def materials_for(user: User) -> QuerySet[Material]:
    """For lists: what a role alone opens waits for its second factor."""
    found = Material.objects.visible_to(user)
    lacks = lacks_factor(user, acting_role(user))
    return found.without_role(user) if lacks else found


def audience_of(workshop: Workshop) -> str:
    """The search audience; nobody belongs to a draft's, so a draft is found by nobody."""
    return f"workshop:{workshop.pk}:hosts" if workshop.is_draft else "regency"


def audience_of_material(material: Material) -> str:
    """As its workshop's; one with restricted access is found by those who may open it."""
    workshop = material.workshop
    if workshop.is_draft or not material.is_restricted:
        return audience_of(workshop)
    return f"workshop:{workshop.pk}:{material.access}"


def audiences(user: User) -> set[str]:
    """The search audiences of restricted materials that this person may open.

    Not those that are shown by themselves, to whoever added one or moderates its area: an audience
    opens all of the same workshop and access.
    """
    found = materials_for(user).restricted().order_by()
    if not user.is_admin:
        found = found.filter(granted_to(user) | Q(workshop__host=user))
    return {
        f"workshop:{workshop}:{access}"
        for workshop, access in found.values_list("workshop", "access").distinct()
    }
