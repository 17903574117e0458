"""Who may be suggested to lead a workshop: who solved something there, and agreed."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q

from accounts.models import User
from discussions.models import Solution, Thread

LATELY = timedelta(days=365)  # in which solutions were chosen
LOAD = timedelta(days=90)  # in which workshops were led
SHOWN = 5
HELD = ("published", "done")


class SpeakerConsent(models.Model):
    """A person agreed to be suggested to hosts; the row goes when they take it back."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="speaker_consent"
    )
    agreed_at = models.DateTimeField()

    def __str__(self):
        return str(self.user_id)


def speakers_for(workshop, now: datetime, but: list[int]) -> list[User]:
    """Each with `solutions` in its areas within the year, and `led` within three months.

    Whoever led lately stands behind: the solutions are divided by one more than that.
    """
    areas = [area.pk for area in workshop.areas.all()]
    chosen = Solution.objects.filter(
        post__author=OuterRef("pk"),
        accepted_at__gt=now - LATELY,
        thread__area_items__tag__in=areas,
        thread__visibility=Thread.Visibility.REGENCY,  # others are nobody's business here
        thread__deleted_at=None,
        thread__hidden_at=None,
        post__deleted_at=None,
        post__hidden_at=None,
    )
    count = chosen.order_by().values("post__author").annotate(n=Count("post", distinct=True))
    consenting = SpeakerConsent.objects.filter(user=OuterRef("pk"))
    held = Q(facilitated__sessions__starts_at__gt=now - LOAD, facilitated__status__in=HELD)
    people = User.objects.active().exclude(pk__in=but).filter(Exists(consenting))
    people = people.annotate(
        solutions=models.Subquery(count.values("n")),
        led=Count("facilitated", filter=held, distinct=True),
    )
    found = list(people.filter(solutions__gt=0).select_related("unit"))
    return sorted(found, key=lambda one: (-one.solutions / (1 + one.led), one.pk))[:SHOWN]
