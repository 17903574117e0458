from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from competencies.models import Area, AreaItem, with_areas
from competencies.models.tagging import areas_through
from competencies.permissions import curated_area_ids
from foundation.models import PublicIdField
from workshops.models.call import TopicCall
from workshops.models.workshop import Workshop


class TopicRequestQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(removed_at=None)

    def visible_to(self, user):
        """One of a call for those to whom the call is shown; a hidden one for few.

        Those are whoever asked and moderators of its areas.
        """
        areas = curated_area_ids(user)
        if None in areas:
            return self.standing()
        moderated = TopicArea.objects.filter(tag__in=areas).values("content_object")
        theirs = Q(asked_by=user) | Q(pk__in=moderated)
        called = Q(call=None) | Q(call__in=TopicCall.objects.visible_to(user))
        return self.standing().filter(Q(hidden_at=None) & called | theirs)

    def without_role(self, user):
        """Of those, what whoever leads and moderates nothing sees."""
        called = Q(call=None) | Q(call__in=TopicCall.objects.without_role(user))
        return self.filter(Q(hidden_at=None) & called | Q(asked_by=user))

    def open(self):
        closed = [TopicRequest.Decision.DECLINED, TopicRequest.Decision.MERGED]
        return self.standing().filter(taken_at=None, hidden_at=None).exclude(decision__in=closed)

    def takeable(self):
        """Of which a host may make a workshop: a proposal once it was accepted."""
        return self.open().filter(Q(call=None) | ~Q(decision=""))

    def taken_by_drafts_before(self, moment):
        return self.filter(workshop__status=Workshop.Status.DRAFT, taken_at__lt=moment)

    def most_wanted_first(self):
        return self.order_by("-votes", "-pk")

    def with_own_vote(self, user):
        mine = TopicVote.objects.filter(topic=OuterRef("pk"), user=user)
        return self.annotate(is_wanted=Exists(mine))

    def with_areas(self):
        return with_areas(self)


class TopicRequest(models.Model):
    """What people want to learn: wished for by one, proposed to a call, or gathered from questions.

    A host takes it as the draft of a workshop; called off, that is where it was `freed_from`.
    `votes` counts its TopicVote rows. A proposal to a call is decided once.
    """

    class Decision(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Not accepted")
        MERGED = "merged", _("Merged")

    public_id = PublicIdField()
    title = models.CharField(_("title"), max_length=150)
    body = models.TextField(blank=True)
    areas = areas_through("workshops.TopicArea")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="topics"
    )
    gathered_in = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="gathered_topics"
    )
    votes = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    workshop = models.ForeignKey(
        "workshops.Workshop", models.SET_NULL, null=True, blank=True, related_name="topics"
    )
    call = models.ForeignKey(
        "workshops.TopicCall", models.PROTECT, null=True, blank=True, related_name="proposals"
    )
    would_speak = models.BooleanField(default=False)
    decision = models.CharField(max_length=8, choices=Decision, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decision_reason = models.CharField(max_length=200, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged"
    )
    freed_from = models.ForeignKey(
        "workshops.Workshop", models.SET_NULL, null=True, blank=True, related_name="freed_topics"
    )
    taken_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.CharField(max_length=200, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = TopicRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["gathered_in"],
                condition=Q(taken_at=None, gathered_in__isnull=False),
                name="one_open_topic_gathered_per_area",
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_at=None)
                | (~Q(decision="") & Q(decided_at__isnull=False)),
                name="topic_decided_at_a_moment",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("workshops:topic_detail", args=[self.public_id])

    @property
    def is_undecided(self):
        """A proposal about which somebody has to decide."""
        return self.call_id is not None and not self.decision and self.taken_at is None

    @property
    def is_wantable(self):
        closed = (self.Decision.DECLINED, self.Decision.MERGED)
        return self.taken_at is None and self.hidden_at is None and self.decision not in closed

    @property
    def shown_areas(self):
        return [item.tag for item in self.area_items.all()]


class TopicArea(AreaItem):
    """A topic belongs to one to three areas."""

    content_object = models.ForeignKey(TopicRequest, models.CASCADE, related_name="area_items")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["content_object", "tag"], name="topic_carries_area_once"
            )
        ]

    def __str__(self):
        return f"{self.content_object_id} {self.tag_id}"


class TopicVote(models.Model):
    """Somebody wants it too, once per person; told when a workshop is held on it."""

    topic = models.ForeignKey(TopicRequest, models.CASCADE, related_name="wanted_by")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "user"], name="topic_wanted_once")]

    def __str__(self):
        return f"{self.topic_id} {self.user_id}"


class TopicQuestion(models.Model):
    """An unanswered question that is among those of a gathered topic."""

    topic = models.ForeignKey(TopicRequest, models.CASCADE, related_name="questions")
    thread = models.ForeignKey("discussions.Thread", models.CASCADE, related_name="topics")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["topic", "thread"], name="question_once_per_topic")
        ]

    def __str__(self):
        return f"{self.topic_id} {self.thread_id}"
