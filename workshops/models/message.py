from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foundation.models import PublicIdField
from workshops.models.registration import MISSED_CHANGE, Registration
from workshops.models.workshop import Workshop

States, Attendance = Registration.State, Registration.Attendance


class WorkshopMessageQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those whom it was sent to, and whoever manages the workshop."""
        if user.is_admin:
            return self
        return self.filter(written_with(user) | Q(workshop__unit__in=user.led_unit_ids))

    def without_role(self, user):
        return self.filter(written_with(user))

    def newest_first(self):
        return self.order_by("-pk")


def written_with(user):
    to_me = WorkshopMessage.recipients.through.objects.filter(user=user)
    return Q(pk__in=to_me.values("workshopmessage")) | Q(author=user)


class WorkshopMessage(models.Model):
    """What the host wrote to some of the people of a workshop; to whom it went stays as it was."""

    class Group(models.TextChoices):
        CONFIRMED = "confirmed", _("Registered")
        WAITING = "waiting", _("In the waiting list")
        REQUESTED = "requested", _("Waiting for approval")
        UNAWARE = "unaware", _("Have not seen the last change")
        PRESENT = "present", _("Were present")
        ABSENT = "absent", _("Were absent")

    AFTERWARDS = (Group.PRESENT, Group.ABSENT)  # known when the workshop was closed

    public_id = PublicIdField()
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    group = models.CharField(max_length=9, choices=Group)
    body = models.TextField()
    people = models.PositiveIntegerField()
    recipients = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    sent_at = models.DateTimeField()

    objects = WorkshopMessageQuerySet.as_manager()

    def __str__(self):
        return f"{self.workshop_id} {self.group}"

    def get_absolute_url(self):
        return reverse("workshops:message_detail", args=[self.workshop.public_id, self.public_id])


WHO = {
    WorkshopMessage.Group.CONFIRMED: Q(state=States.CONFIRMED),
    WorkshopMessage.Group.WAITING: Q(state__in=[States.WAITLISTED, States.OFFERED]),
    WorkshopMessage.Group.REQUESTED: Q(state=States.REQUESTED),
    WorkshopMessage.Group.UNAWARE: MISSED_CHANGE & Q(state__in=Registration.ACTIVE),
    WorkshopMessage.Group.PRESENT: Q(
        state=States.CONFIRMED, attendance__in=[Attendance.FULL, Attendance.PARTIAL]
    ),
    WorkshopMessage.Group.ABSENT: Q(state=States.CONFIRMED, attendance=Attendance.NO_SHOW),
}


def people_in(workshop: Workshop, group: str):
    """Who is in it now."""
    places = workshop.registrations.filter(WHO[WorkshopMessage.Group(group)])
    return User.objects.active().filter(pk__in=places.values("user"))


def group_sizes(workshop: Workshop) -> dict[str, int]:
    """How many people each group has now; who was present is known when it was closed."""
    known = [one for one in WHO if workshop.is_done or one not in WorkshopMessage.AFTERWARDS]
    places = workshop.registrations.filter(user__is_active=True)
    sizes = {one.value: Count("pk", filter=WHO[one], distinct=True) for one in known}
    return places.aggregate(**sizes)
