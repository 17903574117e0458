from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from discussions import notices
from discussions.actions.locking import ThreadIsLocked
from discussions.models import Invitation, Thread, shown_actor
from foundation.refusals import Refusal
from notifications.telling import telling

MOST = 5  # people that one person calls to one question
OF_UNIT = 3  # leaders of a unit that are called in its name


class InvitedEnough(Refusal):
    message = _("Five people are invited to this question. Wait for their answers.")


class CannotRead(Refusal):
    message = _("This person cannot read the question.")


def invite_person(*, actor: User, thread: Thread, person: User, now: datetime) -> Invitation:
    """Told by a notice of its own; inviting somebody twice changes nothing."""
    with telling(now=now):
        thread = Thread.objects.select_for_update().get(pk=thread.pk)
        if not thread.is_open:
            raise ThreadIsLocked
        if not notices.may_see(person, thread):
            raise CannotRead
        if standing := thread.invitations.filter(user=person).first():
            return standing
        if thread.invitations.count() >= MOST:
            raise InvitedEnough
        by = shown_actor(actor, thread)
        invitation = Invitation.objects.create(thread=thread, user=person, by=by, at=now)
        notices.invited(invitation, actor)
        return invitation


def invite_unit(*, actor: User, thread: Thread, unit: Unit, now: datetime) -> list[Invitation]:
    """The unit is called by those who lead it."""
    leaders = leaders_of(unit, now)[:OF_UNIT]
    if not leaders:
        raise CannotRead
    with telling(now=now):
        return [
            invite_person(actor=actor, thread=thread, person=leader, now=now) for leader in leaders
        ]


def leaders_of(unit: Unit, now: datetime) -> QuerySet:
    leading = unit.leaderships.current(timezone.localdate(now)).values("user")
    return User.objects.active().filter(pk__in=leading).order_by("pk")
