"""What people hear of a session again, by rules; and who has heard it (workshops.md 2.6)."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from workshops.models.material import Material
from workshops.models.session import Session, local_span
from workshops.models.workshop import Workshop

# Told later than this after it was due, it is not told at all.
START_GRACE = timedelta(hours=6)
END_GRACE = timedelta(hours=48)
HELD = (Workshop.Status.PUBLISHED, Workshop.Status.DONE)


class ReminderRuleQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def holding_for(self, workshop):
        """Those that its host chose, or the usual ones."""
        if workshop.reminders_chosen_at is None:
            return self.active().filter(is_usual=True)
        return self.active().filter(pk__in=workshop.reminder_rules.values("pk"))

    def in_order(self):
        """As they come: long before the start first, then after the end."""
        is_ahead = When(anchor=ReminderRule.Anchor.START, then=-F("minutes"))
        place = Case(is_ahead, default=F("minutes"), output_field=models.IntegerField())
        return self.order_by("-anchor", place)


class ReminderRule(models.Model):
    """How long before the start of each session people hear of it, or after the end of the last."""

    class Anchor(models.TextChoices):
        START = "start", _("Before the start of each session")
        END = "end", _("After the end of the last session")

    anchor = models.CharField(_("when"), max_length=5, choices=Anchor)
    minutes = models.PositiveIntegerField(_("minutes"))
    is_active = models.BooleanField(_("active"), default=True)
    is_usual = models.BooleanField(
        _("usual"), default=True, help_text=_("Holds where the host has not chosen.")
    )

    objects = ReminderRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder rule")
        verbose_name_plural = _("reminder rules")
        constraints = [
            models.UniqueConstraint(fields=["anchor", "minutes"], name="rule_once_per_moment")
        ]

    def __str__(self):
        return f"{self.get_anchor_display()}: {self.minutes} min"

    @property
    def words(self) -> str:
        """A day before each session; 2 hours after the last one."""
        if self.anchor == self.Anchor.START:
            return _("%(span)s before each session") % {"span": span_words(self.minutes)}
        return _("%(span)s after the last session") % {"span": span_words(self.minutes)}

    @property
    def workshops(self):
        """Those whose host chose it, or chose nothing while it is a usual one."""
        chosen = Q(reminders_chosen_at__isnull=False, reminder_rules=self)
        usual = Q(reminders_chosen_at=None) if self.is_usual else Q(pk__in=[])
        return Workshop.objects.filter(chosen | usual)

    @property
    def span(self) -> timedelta:
        return timedelta(minutes=self.minutes)

    def due_at(self, session: Session) -> datetime:
        if self.anchor == self.Anchor.START:
            return session.starts_at - self.span
        return session.ends_at + self.span

    def due_sessions(self, now):
        """Those of which it is time to tell; of what has begun nobody is reminded."""
        if self.anchor == self.Anchor.START:
            return starting_within(self.span, now).filter(
                starts_at__gt=now + self.span - START_GRACE, workshop__in=self.workshops
            )
        ended = now - self.span
        later = Session.objects.standing().filter(
            workshop=OuterRef("workshop"), starts_at__gt=OuterRef("starts_at")
        )
        last = Session.objects.standing().filter(~Exists(later), workshop__status__in=HELD)
        return last.filter(
            ends_at__lte=ended, ends_at__gt=ended - END_GRACE, workshop__in=self.workshops
        )


def span_words(minutes: int) -> str:
    """In the largest unit that fits."""
    if minutes % (24 * 60) == 0:
        days = minutes // (24 * 60)
        return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
    if minutes % 60 == 0:
        hours = minutes // 60
        return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}


def starting_within(span: timedelta, now: datetime):
    standing = Session.objects.standing().filter(workshop__status=Workshop.Status.PUBLISHED)
    return standing.filter(starts_at__gt=now, starts_at__lte=now + span)


class ReminderQuerySet(models.QuerySet):
    def of_workshop(self, workshop):
        return self.filter(session__workshop=workshop)

    def standing(self):
        """The session is still held, and when it was said."""
        return self.filter(
            session__status=Session.Status.PLANNED, session__starts_at=F("starts_at")
        )

    def with_materials_for(self, user):
        """`has_materials` that this person may open."""
        shown = Material.objects.visible_to(user).filter(hidden_at=None)
        found = shown.filter(workshop=OuterRef("session__workshop"))
        return self.annotate(has_materials=Exists(found))


class Reminder(models.Model):
    """A session at its time, as a rule reminds of it; without a rule for those who came too late.

    A session that moves has another start, and so another reminder.
    """

    rule = models.ForeignKey(ReminderRule, models.PROTECT, null=True, related_name="+")
    session = models.ForeignKey(Session, models.CASCADE, related_name="reminders")
    starts_at = models.DateTimeField()

    objects = ReminderQuerySet.as_manager()

    class Meta:
        constraints = [
            # Two, as SQLite has no NULLS NOT DISTINCT.
            models.UniqueConstraint(
                fields=["rule", "session", "starts_at"], name="reminder_once_per_rule"
            ),
            models.UniqueConstraint(
                fields=["session", "starts_at"],
                condition=Q(rule=None),
                name="reminder_once_per_start",
            ),
        ]

    def __str__(self):
        return f"{self.session_id} {self.starts_at:%Y-%m-%d %H:%M}"

    def get_absolute_url(self):
        return self.session.workshop.get_absolute_url()

    @property
    def slug(self):
        """Of the address, for whoever may not show its words."""
        return self.session.workshop.slug

    @property
    def is_for_latecomers(self):
        return self.rule_id is None

    @property
    def when(self) -> str:
        return local_span(
            self.session.workshop.timezone, self.session.starts_at, self.session.ends_at
        )


class ReminderSend(models.Model):
    """A person heard a reminder; the row that nobody gets twice."""

    reminder = models.ForeignKey(Reminder, models.CASCADE, related_name="sends")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reminder", "user"], name="reminded_once_per_start")
        ]

    def __str__(self):
        return f"{self.reminder_id} {self.user_id}"
