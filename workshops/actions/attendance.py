from collections import Counter
from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from competencies.actions import credit_learning, reverse_learning
from competencies.actions.learning import Credit
from foundation.refusals import Refusal
from notifications.telling import telling
from workshops import notices
from workshops.actions import pools
from workshops.actions.aftermath import open_afterwards
from workshops.models import Registration, Scan, Session, Workshop
from workshops.permissions import credits_own_hours


class WorkshopHasNotStarted(Refusal):
    message = _("The workshop has not begun yet; presence is recorded from its start.")


class WorkshopIsNotOver(Refusal):
    message = _("The workshop can be closed once its last session is over.")


class WorkshopIsClosed(Refusal):
    message = _("This workshop is closed. Open it again to change who was present.")


class WorkshopIsCalledOff(Refusal):
    message = _("This workshop was called off. Announce a new one instead.")


class OwnHours(Refusal):
    message = _(
        "You took part yourself, and nobody confirms the own learning hours. Ask another leader of "
        "the unit, or the BKPSDM admin, to close it."
    )


def take_attendance(
    *,
    host: User,
    session: Session,
    present: Collection[int],
    shown: Collection[int] | None = None,
    now: datetime,
) -> int:
    """Marks these registrations (by id) as present at a session; returns how many are marked.

    Of a list that `shown` marked only the ticks that differ from it count: what a second host
    marked or took back meanwhile stays. Without it exactly `present` are marked. Nobody is who
    registered after the session.
    """
    with telling(now=now):
        workshop = locked(session.workshop)
        if workshop.is_done:
            raise WorkshopIsClosed
        session = workshop.sessions.standing().filter(pk=session.pk).first()
        if session is None or now < session.starts_at:  # called off or put off meanwhile
            raise WorkshopHasNotStarted
        confirmed = workshop.registrations.who_could_attend(session)
        wanted = set(confirmed.filter(pk__in=present).values_list("pk", flat=True))
        standing = session.scans.standing()
        marked = set(standing.values_list("registration", flat=True))
        before = marked if shown is None else set(shown)
        # Of `before` only what is marked: a forged list is longer than a statement may be.
        unmarked = (marked & before) - wanted
        standing.filter(registration__in=unmarked).update(undone_at=now, undone_by=host)
        Scan.objects.bulk_create(
            Scan(session=session, registration_id=pk, at=now, by=host)
            for pk in sorted(wanted - before - marked)
        )
        return session.scans.standing().filter(registration__in=confirmed).count()


def close_workshop(*, actor: User, workshop: Workshop, now: datetime) -> Workshop:
    """Credits the workshop's JP once to everyone who was present long enough (domain.md 1.3)."""
    with telling(now=now):
        workshop = locked(workshop)
        if workshop.is_done:
            return workshop
        sessions = list(workshop.sessions.standing().in_order())
        if not workshop.is_published or now < sessions[-1].ends_at:
            raise WorkshopIsNotOver
        if credits_own_hours(actor, workshop):
            raise OwnHours
        settle(workshop, sessions, actor=actor, now=now)
        workshop.status, workshop.done_at = Workshop.Status.DONE, now
        workshop.save(update_fields=["status", "done_at"])
        open_afterwards(workshop, actor=actor, now=now)
        if workshop.jp:
            notices.learning_credited(workshop)
        return workshop


def settle(workshop: Workshop, sessions: list[Session], *, actor: User, now: datetime) -> None:
    """Writes attendance from the marks, and credits the JP to whoever was there long enough.

    So many statements for thousands of people as for one: the workshop stands locked meanwhile.
    """
    present = minutes_present(sessions)
    needed = settings.FORUM_ATTENDANCE_SHARE * sum(one.minutes for one in sessions)
    found: dict[str, list[Registration]] = {kind: [] for kind in Registration.Attendance}
    for one in workshop.registrations.confirmed().order_by("pk"):
        found[attendance_of(present[one.pk], needed)].append(one)
    for kind, people in found.items():
        Registration.objects.filter(pk__in=[one.pk for one in people]).update(attendance=kind)
    if workshop.jp:
        held_on = timezone.localtime(sessions[-1].starts_at).date()
        areas = ",".join(area.code for area in workshop.shown_areas)
        learnt = [
            (
                one.user_id,
                Credit(
                    jp=workshop.jp,
                    form=workshop.form.code,
                    title=workshop.title,
                    held_on=held_on,
                    areas=areas,
                    source=source_of(one.pk),
                    evidence=f"attendance:{present[one.pk]}",
                ),
            )
            for one in found[Registration.Attendance.FULL]
        ]
        credit_learning(learnt=learnt, verified_by=actor, now=now)


def attendance_of(minutes: int, needed: float) -> str:
    kinds = Registration.Attendance
    if minutes >= needed:
        return kinds.FULL
    return kinds.PARTIAL if minutes else kinds.NO_SHOW


def minutes_present(sessions: list[Session]) -> Counter[int]:
    """By registration; none of whoever was marked at no session."""
    minutes = {session.pk: session.minutes for session in sessions}
    marks = Scan.objects.standing().filter(session__in=sessions)
    present: Counter[int] = Counter()
    for registration, session in marks.values_list("registration", "session"):
        present[registration] += minutes[session]
    return present


def source_of(registration: int) -> str:
    return f"registration:{registration}"


def reopen_workshop(*, actor: User, workshop: Workshop, now: datetime) -> Workshop:
    """Takes the credits back by negative rows, so that presence can be corrected."""
    with telling(now=now):
        workshop = locked(workshop)
        if not workshop.is_done:
            return workshop
        notices.learning_taken_back(workshop, now)
        people = workshop.registrations.confirmed().values_list("pk", flat=True)
        sources = [source_of(pk) for pk in people]
        reverse_learning(sources=sources, verified_by=actor, now=now)
        workshop.registrations.update(attendance=Registration.Attendance.NONE)
        workshop.status, workshop.done_at = Workshop.Status.PUBLISHED, None
        workshop.save(update_fields=["status", "done_at"])
        return workshop


def locked(workshop: Workshop) -> Workshop:
    """The workshop as it stands, behind its lock: the total pool."""
    pools.lock(workshop)
    return Workshop.objects.select_related("form").get(pk=workshop.pk)
