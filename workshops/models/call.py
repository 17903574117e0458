from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from competencies.permissions import curated_area_ids
from foundation.models import PublicIdField


class TopicCallQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Everybody's, or of a unit to which one belongs or that one leads.

        Also of an area that one moderates, since moderators decide about what is proposed.
        """
        if user.is_admin:
            return self
        units, areas = user.unit_ids_above | user.led_unit_ids, curated_area_ids(user)
        moderated = Q(area__isnull=False) if None in areas else Q(area__in=areas)
        return self.filter(Q(unit=None) | Q(unit__in=units) | moderated)

    def without_role(self, user):
        """Of those, what whoever leads and moderates nothing sees."""
        return self.filter(Q(unit=None) | Q(unit__in=user.unit_ids_above))

    def open(self, now):
        return self.filter(closes_at__gt=now)

    def ending_first(self):
        return self.order_by("closes_at", "pk")


class TopicCall(models.Model):
    """A leader or moderator asks for topics: of an area, of a unit's people, until a moment.

    What people propose are topics of their own. About each decides who leads the unit, or of an
    area alone whoever called.
    """

    public_id = PublicIdField()
    title = models.CharField(max_length=150)
    body = models.TextField()
    area = models.ForeignKey(
        "competencies.Area", models.PROTECT, null=True, blank=True, related_name="+"
    )
    unit = models.ForeignKey(
        "accounts.Unit", models.PROTECT, null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()

    objects = TopicCallQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opened_at")), name="call_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(area__isnull=False) | Q(unit__isnull=False),
                name="call_is_of_an_area_or_unit",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("workshops:call_detail", args=[self.public_id])

    def is_open(self, now):
        """By the server's clock."""
        return now < self.closes_at
