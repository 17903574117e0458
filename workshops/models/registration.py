from django.conf import settings
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.models import PublicIdField
from workshops.models.entry_question import is_asking, owes_answers
from workshops.models.need import Precedence
from workshops.models.seats import seat_in_words
from workshops.models.session import Session

MISSED_CHANGE = Q(workshop__changes__no__gt=F("seen_change"))  # a row for each of them


class RegistrationQuerySet(models.QuerySet):
    def active(self):
        return self.filter(state__in=Registration.ACTIVE)

    def confirmed(self):
        return self.filter(state=Registration.State.CONFIRMED)

    def sent(self):
        """Whom a letter may name: whose account was closed is sent nowhere."""
        return self.confirmed().filter(user__is_active=True)

    def still_ahead(self, now):
        """Of announced workshops with a session that is not over."""
        sessions = Session.objects.standing().filter(workshop=OuterRef("workshop"))
        return self.filter(Exists(sessions.filter(ends_at__gt=now)), workshop__status="published")

    def left_behind(self, now):
        """By people whose account was closed, where something is still ahead.

        But a seat from which they may have been at a session: it says who was present.
        """
        sessions = Session.objects.standing().filter(workshop=OuterRef("workshop"))
        was_in_it = Q(ends_at__gt=OuterRef("joined_at"))
        was_in_it |= Q(scans__registration=OuterRef("pk"), scans__undone_at=None)
        begun = sessions.filter(was_in_it, starts_at__lte=now)
        ahead = self.active().still_ahead(now).filter(user__is_active=False)
        return ahead.exclude(Exists(begun), state=Registration.State.CONFIRMED)

    def seated(self):
        """Those for whom a seat is kept, confirmed or not yet."""
        return self.filter(holds_seat=True)

    def waiting(self):
        return self.filter(state=Registration.State.WAITLISTED)

    def overdue(self, now):
        """An answer was awaited until now, by the person or by whoever approves."""
        return self.filter(state__in=Registration.AWAITED, answer_by__lte=now)

    def who_could_attend(self, session):
        """Seated, and not registered after it was over; who was marked can be unmarked."""
        marked = Q(scans__session=session, scans__undone_at=None)
        return self.confirmed().filter(marked | Q(joined_at__lt=session.ends_at)).distinct()

    def requested(self):
        return self.filter(state=Registration.State.REQUESTED)

    def offered(self):
        return self.filter(state=Registration.State.OFFERED)

    def offered_to(self, user, now):
        return self.offered().filter(user=user, answer_by__gt=now)

    def not_aware(self):
        """Active, and a change of date, place or link was not yet seen."""
        return self.active().filter(MISSED_CHANGE).distinct()

    def with_debt(self):
        """`owes_answers`: the host asks what this person was not asked at registering.

        `is_asked`: anything at all, so that answers can be changed.
        """
        return self.annotate(owes_answers=owes_answers(), is_asked=is_asking())

    def owing_answers(self):
        return self.active().filter(owes_answers())

    def in_line(self):
        return self.order_by("line_no")

    def with_place(self):
        """`ahead`: how many in the waiting list came before."""
        earlier = Registration.objects.waiting().filter(
            workshop=OuterRef("workshop"), line_no__lt=OuterRef("line_no")
        )
        ahead = earlier.order_by().values("workshop").annotate(people=Count("pk")).values("people")
        return self.annotate(ahead=Coalesce(Subquery(ahead), 0))

    def in_groups(self, first=None):
        """Who takes part, who asks, who is offered a seat, who waits; who no longer does last.

        Who waits in the order of coming, or before that by the most of `first`.
        """
        states = Registration.State
        shown = [states.CONFIRMED, states.REQUESTED, states.OFFERED, states.WAITLISTED]
        ranks = [When(state=state, then=rank) for rank, state in enumerate(shown)]
        lines = [Case(When(state=states.WAITLISTED, then=F("line_no")), default=0)]
        if first:
            lines.insert(0, Case(When(state=states.WAITLISTED, then=F(first)), default=0).desc())
        return self.order_by(Case(*ranks, default=len(shown)), *lines, "user__name", "pk")

    def in_name_order(self):
        return self.order_by("user__name", "pk")


class Registration(models.Model):
    """A person's place in a workshop; attendance is an axis of its own.

    Its state is changed by workshops/actions/moving.py alone. `line_no` is the place in the order
    of coming, given out under the workshop's lock: no clock decides who comes first.
    """

    class State(models.TextChoices):
        REQUESTED = "requested", _("Waiting for approval")
        WAITLISTED = "waitlisted", _("In the waiting list")
        OFFERED = "offered", _("A seat is offered")
        CONFIRMED = "confirmed", _("Registered")
        DECLINED = "declined", _("Not approved")
        EXPIRED = "expired", _("Not answered in time")
        CANCELLED_SELF = "cancelled_self", _("Cancelled")
        CANCELLED_HOST = "cancelled_host", _("Cancelled by the host")

    class Attendance(models.TextChoices):
        NONE = "none", _("Not recorded")
        FULL = "full", _("Present")
        PARTIAL = "partial", _("Partly present")
        NO_SHOW = "no_show", _("Absent")

    class Hindrance(models.TextChoices):
        """Why someone in the waiting list has no seat yet."""

        FULL = "full", _("All seats are taken.")
        ROOM = "room", _("All seats in the room are taken.")
        ONLINE = "online", _("All seats online are taken.")
        UNIT = "unit", _("All seats for people of your unit are taken.")
        UNIT_COVER = (
            "unit_cover",
            _(
                "So many people of your unit are at workshops at that hour already; "
                "the others keep the service."
            ),
        )
        OVERLAP = "overlap", _("At that time you take part in another workshop.")
        ACCOUNT = "account", _("The account is not active.")
        CLOSED = "closed", _("So shortly before the start nobody moves up.")

    # The same as a host reads them of somebody else.
    HINDRANCE_OF_OTHERS = {
        Hindrance.UNIT: _("All seats for people of this unit are taken."),
        Hindrance.UNIT_COVER: _(
            "So many people of this unit are at workshops at that hour already."
        ),
        Hindrance.OVERLAP: _("At that time this person takes part in another workshop."),
    }

    ACTIVE = ("requested", "waitlisted", "offered", "confirmed")
    SEATED = ("requested", "offered", "confirmed")  # a request only where seats are kept for it
    AWAITED = ("requested", "offered")

    public_id = PublicIdField()
    workshop = models.ForeignKey("workshops.Workshop", models.CASCADE, related_name="registrations")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="registrations")
    seat = models.CharField(max_length=6, default="total", help_text="room or online when hybrid")
    state = models.CharField(max_length=14, choices=State, default=State.CONFIRMED)
    attendance = models.CharField(max_length=7, choices=Attendance, default=Attendance.NONE)
    joined_at = models.DateTimeField()
    moved_at = models.DateTimeField(null=True, help_text="when the state changed last")
    ics_bump = models.PositiveIntegerField(
        default=0, help_text="added to the SEQUENCE of the sessions' calendar entries"
    )
    holds_seat = models.BooleanField(default=False)
    line_no = models.PositiveIntegerField(default=0)
    hindrance = models.CharField(max_length=10, choices=Hindrance, blank=True)
    quota_unit = models.ForeignKey(
        "accounts.Unit", models.PROTECT, null=True, blank=True, related_name="+"
    )
    held_from = models.ForeignKey(
        "workshops.HeldSeats", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answer_by = models.DateTimeField(null=True, blank=True, help_text="an offer, a request")
    is_approved = models.BooleanField(default=False)
    asks_host = models.BooleanField(
        default=False, db_default=False, help_text="comes back only by the host's leave"
    )
    ignores_overlap = models.BooleanField(default=False)
    seen_change = models.PositiveIntegerField(
        default=0, help_text="the newest change of date, place or link that the person has seen"
    )
    is_listed = models.BooleanField(default=False, help_text="other participants see the name")

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "user"],
                condition=Q(state__in=["requested", "waitlisted", "offered", "confirmed"]),
                name="registration_once_per_member",
            ),
            models.UniqueConstraint(
                fields=["workshop", "line_no"],
                condition=Q(state="waitlisted"),
                name="place_in_line_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["offered", "confirmed"], holds_seat=True)
                | Q(state="requested")
                | ~Q(state__in=["offered", "confirmed"]) & Q(holds_seat=False),
                name="seat_only_while_it_stands",
            ),
        ]

    def __str__(self):
        return f"{self.workshop_id} {self.user_id}"

    def get_absolute_url(self):
        """Where it is decided about."""
        return reverse("workshops:decide_request", args=[self.public_id])

    @property
    def hindrance_to_host(self):
        """Why the person has no seat yet, in words about somebody else."""
        return self.HINDRANCE_OF_OTHERS.get(self.hindrance) or self.get_hindrance_display()

    @property
    def approval(self):
        """Who is asked: as the workshop says, or the host who removed the person."""
        return self.workshop.Approval.HOST if self.asks_host else self.workshop.approval

    def was_declined_twice(self):
        """With no seat in between."""
        decisive = self.events.filter(after__in=[self.State.CONFIRMED, self.State.DECLINED])
        last = decisive.order_by("-pk").values_list("after", flat=True)[:2]
        return list(last) == [self.State.DECLINED] * 2

    @property
    def seat_in_words(self):
        return seat_in_words(self.seat)

    @property
    def is_confirmed(self):
        return self.state == self.State.CONFIRMED

    @property
    def is_requested(self):
        return self.state == self.State.REQUESTED

    @property
    def is_waiting(self):
        return self.state == self.State.WAITLISTED

    @property
    def is_offered(self):
        return self.state == self.State.OFFERED


class RegistrationEvent(models.Model):
    """The append-only log of a registration: from which state to which, by whom, when, why."""

    registration = models.ForeignKey(Registration, models.PROTECT, related_name="events")
    before = models.CharField(max_length=14, blank=True)
    after = models.CharField(max_length=14)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    def __str__(self):
        return f"{self.registration_id}: {self.before} → {self.after}"

    @property
    def words(self):
        """The state it led to, as people read it."""
        return Registration.State(self.after).label

    @property
    def why(self):
        """A person's reason as it was typed, or why the list passed somebody by or called up."""
        hindrances = dict(Registration.Hindrance.choices)
        return hindrances.get(self.reason) or Precedence.words(self.reason) or self.reason
