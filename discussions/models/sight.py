"""Whom a thread reaches: the people of its unit, its moderators, everyone who may see it."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import Unit, UnitLeadership, User
from accounts.models.user import units_below
from competencies.models import Area, AreaCuratorship
from discussions.models.seen import ThreadSeen
from discussions.models.thread import Thread


def readers_of(thread: Thread) -> QuerySet:
    """Everyone for whom an announcement is meant."""
    people = User.objects.active()
    if thread.visibility == Thread.Visibility.UNIT:
        people = people.filter(unit__in=members_units(thread))
    return people


def told_by(thread: Thread) -> QuerySet:
    """Whom it tells: its form, its page and its list of receipts count the same people."""
    return readers_of(thread).exclude(pk=thread.author_id)


def members_units(thread: Thread) -> frozenset[int]:
    """The unit of the thread and those below it: their members read its board."""
    parents = dict(Unit.objects.values_list("pk", "parent_id"))
    return units_below({thread.unit_id} if thread.unit_id else set(), parents)


def may_find(user: User, thread: Thread) -> bool:
    """Whether `Thread.objects.meant_for` has it; where it is for all, nothing needs to be asked."""
    return thread.is_for_all or Thread.objects.meant_for(user).filter(pk=thread.pk).exists()


def moderators_of(thread: Thread) -> QuerySet:
    """Without whoever asked it under a seal: they have no hand in it (permissions.moderates)."""
    areas = thread.area_items.values("tag")
    curating = AreaCuratorship.objects.filter(Q(area=None) | Q(area__in=areas))
    sealed = ThreadSeen.objects.filter(thread=thread, is_sealed_asker=True)
    people = User.objects.active().filter(pk__in=curating.values("user"))
    return people.exclude(pk__in=sealed.values("user"))


def moderators_in(areas: Iterable[Area]) -> QuerySet:
    """Of one of these areas, or of all areas."""
    curating = AreaCuratorship.objects.filter(Q(area=None) | Q(area__in=areas))
    return User.objects.active().filter(pk__in=curating.values("user"))


def people_who_see(thread: Thread) -> QuerySet:
    """To whom `Thread.objects.visible_to` shows it: the same rule, asked from the other side."""
    people = User.objects.active()
    if thread.deleted_at:
        return people.none()
    if thread.is_for_all:
        return people
    sealed = ThreadSeen.objects.filter(thread=thread, is_sealed_asker=True)
    may = Q(pk=thread.author_id) | Q(pk__in=sealed.values("user"))
    may |= Q(is_staff=True, is_superuser=True) | Q(pk__in=AreaCuratorship.objects.values("user"))
    if thread.hidden_at is None:
        leading = UnitLeadership.objects.current(timezone.localdate())
        leading = leading.filter(unit__in=units_above(thread.unit_id))
        may |= Q(unit__in=members_units(thread)) | Q(pk__in=leading.values("user"))
    return people.filter(may)


def units_above(unit_id: int | None) -> set[int]:
    """The unit and those that it belongs to."""
    parents = dict(Unit.objects.values_list("pk", "parent_id"))
    above: set[int] = set()
    while unit_id and unit_id not in above:
        above.add(unit_id)
        unit_id = parents.get(unit_id)
    return above
