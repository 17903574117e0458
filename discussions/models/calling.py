"""People who are called to a question: invited by name, or mentioned in a text (rows 5, 52, 54)."""

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, OuterRef, QuerySet, Value, When

from accounts.models import Unit, User
from competencies.models import AreaFollow
from discussions.models.post import Post
from discussions.models.thread import Thread
from foundation.text import GROUP_MENTION, MENTION

MOST_TOLD = 10  # of one text, the first ones
MOST_CALLED = 50  # with their units; more are told by an announcement
OFFERED = 8


class Invitation(models.Model):
    """Somebody asks a person to answer."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="invitations")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "user"], name="invited_once")]

    def __str__(self):
        return f"{self.thread_id} {self.user_id}"


def people_near(thread: Thread, readers: QuerySet, text: str) -> QuerySet:
    """Of `readers`, those whose name holds every word of `text`; never found by NIP.

    Who writes here comes first, then who follows one of its areas.
    """
    people = readers
    for word in text.split()[:4]:
        people = people.filter(name__icontains=word)
    wrote = Post.objects.standing().filter(thread=thread, author=OuterRef("pk"))
    follows = AreaFollow.objects.filter(
        user=OuterRef("pk"), level="watching", area__in=thread.area_items.values("tag")
    )
    near = Case(
        When(Exists(wrote), then=Value(0)), When(Exists(follows), then=Value(1)), default=Value(2)
    )
    return people.select_related("unit").annotate(near=near).order_by("near", "name")[:OFFERED]


def mentioned_ids(body: str) -> list[str]:
    """Public ids in their order, each once."""
    return list(dict.fromkeys(public_id for _name, public_id in MENTION.findall(body)))


def mentioned_in(body: str) -> list[User]:
    ids = mentioned_ids(body)[:MOST_TOLD]
    if not ids:
        return []
    found = {one.public_id: one for one in User.objects.active().filter(public_id__in=ids)}
    return [found[one] for one in ids if one in found]


def units_in(body: str) -> list[Unit]:
    """The units that a text calls as a whole."""
    slugs = set(GROUP_MENTION.findall(body))
    return list(Unit.objects.filter(slug__in=slugs).in_order()) if slugs else []


def members_of(unit: Unit) -> QuerySet:
    return User.objects.active().filter(unit=unit)


def may_call(user: User, unit: Unit) -> bool:
    """Who leads it (reliability.md, R35)."""
    return unit.pk in user.led_unit_ids
