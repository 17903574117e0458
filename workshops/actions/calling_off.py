"""What the host cancels: a whole workshop, or one person's place in it."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foundation.refusals import Refusal
from notifications.telling import telling
from workshops import live, notices
from workshops.actions import held, pools
from workshops.actions.assigning import end_letters, renew_letters
from workshops.actions.attendance import WorkshopIsCalledOff, WorkshopIsClosed
from workshops.actions.leaving import NotRegistered
from workshops.actions.moving import move
from workshops.actions.scheduling import has_begun, move_session
from workshops.actions.topics import free_topics
from workshops.actions.waiting import settle_line
from workshops.models import Registration, Session, Workshop


class NotAnnounced(Refusal):
    message = _("Only an announced workshop is called off; nobody knows of this one.")


class WorkshopHasBegun(Refusal):
    message = _(
        "It has begun, and what was held stays. Call off the sessions that are still ahead in the "
        "form, one by one; close it when the last one is over."
    )


def call_off_workshop(*, actor: User, workshop: Workshop, reason: str, now: datetime) -> Workshop:
    """Every place in it ends and everybody hears why; calendars show it as cancelled.

    Another workshop may answer its questions and take its topics.
    """
    with telling(now=now):
        pools.lock(workshop)
        workshop = Workshop.objects.get(pk=workshop.pk)
        if workshop.is_called_off and workshop.called_off_why == reason:
            return workshop
        if workshop.is_called_off:
            raise WorkshopIsCalledOff
        if not (workshop.is_published or workshop.is_undecided):
            raise WorkshopIsClosed if workshop.is_done else NotAnnounced
        if has_begun(workshop, now):
            raise WorkshopHasBegun
        workshop.status, workshop.version = Workshop.Status.CANCELLED, workshop.version + 1
        workshop.called_off_at, workshop.called_off_why = now, reason
        workshop.save()
        for session in workshop.sessions.standing():
            move_session(session, Session.Status.CANCELLED, now)
        for registration in workshop.registrations.active().order_by("pk"):
            registration.workshop = workshop
            move(registration, Registration.State.CANCELLED_HOST, now=now, actor=actor)
        for one in workshop.held.standing():
            held.release(one, now)
        workshop.questions.unsettled().update(unlinked_at=now)
        workshop.topics.update(freed_from=workshop)
        free_topics(workshop.topics.all())
        end_letters(workshop, now)
        notices.workshop_called_off(workshop, actor)
        notices.hope_called_off(workshop, actor)
        live.seats_changed(workshop)
        return workshop


def remove_participant(
    *, actor: User, registration: Registration, reason: str, now: datetime
) -> Registration:
    """The host picks who, says why, and the seat goes to the next; coming back asks the host."""
    with telling(now=now):
        pools.lock(registration.workshop)
        rows = Registration.objects.active().select_related("user", "workshop")
        found = rows.filter(pk=registration.pk).first()
        if found is None:
            raise NotRegistered
        if found.workshop.is_done:
            raise WorkshopIsClosed
        state, found.asks_host = Registration.State.CANCELLED_HOST, True
        move(found, state, now=now, actor=actor, reason=reason)
        notices.registration_cancelled(found, actor)
        settle_line(found.workshop, now)
        renew_letters(found.workshop, now=now)
        live.seats_changed(found.workshop)
        return found


def list_participant(*, user: User, workshop: Workshop, is_listed: bool) -> None:
    """The person's consent that other participants see the name; taken back any time."""
    workshop.registrations.active().filter(user=user).update(is_listed=is_listed)
