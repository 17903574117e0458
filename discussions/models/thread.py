from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from competencies.models import AreaItem, with_areas
from competencies.models.tagging import Tagged, areas_through
from competencies.permissions import is_moderator
from foundation.models import PublicIdField
from foundation.sealing import MARK_LENGTH

ANSWERS_A_PAGE = 20


def mine(user):
    """Asked by this person, under the own name or without it."""
    return Q(author=user) | mine_sealed(user)


def mine_sealed(user):
    seen = apps.get_model("discussions.ThreadSeen").objects.filter(user=user, is_sealed_asker=True)
    return Q(pk__in=seen.values("thread"))


class ThreadQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The regency's threads and those of the person's units; hidden ones to moderators."""
        return self.filter(deleted_at=None).meant_for(user)

    def deleted_for(self, user):
        """Removed threads that this person could see before."""
        return self.exclude(deleted_at=None).meant_for(user)

    def meant_for(self, user):
        if is_moderator(user) or user.is_admin:
            return self
        own = user.unit_ids_above | user.led_unit_ids
        may_see = Q(visibility=Thread.Visibility.REGENCY) | Q(unit__in=own)
        return self.filter(may_see & Q(hidden_at=None) | mine(user))

    def questions(self):
        return self.filter(kind=Thread.Kind.QUESTION)

    def announcements(self):
        return self.filter(kind=Thread.Kind.ANNOUNCEMENT)

    def unread_by(self, user):
        """Announcements meant for this person that ask for a receipt and have none."""
        to_all = Q(visibility=Thread.Visibility.REGENCY)
        asking = self.announcements().filter(asks_receipt=True)
        asking = asking.filter(to_all | Q(unit__in=user.unit_ids_above))
        read = apps.get_model("discussions.Acknowledgement").objects.standing().filter(user=user)
        return asking.exclude(pk__in=read.values("thread")).exclude(author=user)

    def unanswered(self):
        opened = Q(week=None) | Q(week__opened_at__isnull=False)
        return self.taking_answers().filter(opened, answer_count=0)

    def taking_answers(self):
        return self.filter(closed_at=None, locked_at=None, deleted_at=None)

    def without_solution(self):
        """Answered, and a solution is still looked for."""
        return self.taking_answers().filter(best_answer=None, answer_count__gt=0)

    def solved(self):
        return self.exclude(best_answer=None)

    def with_readable_solution(self):
        """Its best answer is not hidden: what lists show of it may be read by all."""
        return self.solved().filter(best_answer__hidden_at=None)

    def unminded(self):
        """Answered questions whose asker has chosen nothing and was not reminded."""
        return self.questions().without_solution().filter(reminded_at=None)

    def silent_since(self, moment):
        """Without an answer or a standing comment since then (rows 16, 21, 27)."""
        comments = apps.get_model("discussions.Comment").objects.standing()
        said = comments.filter(post__thread=OuterRef("pk"), created_at__gt=moment)
        return self.filter(~Exists(said), last_activity_at__lte=moment)

    def asked_by(self, user):
        return self.filter(mine(user))

    def asked_sealed_by(self, user):
        return self.filter(mine_sealed(user))

    def not_asked_by(self, user):
        return self.exclude(mine(user))

    def with_news_for(self, user):
        """Followed ones with something newer than the person's read mark."""
        seen = {"seen_by__user": user, "seen_by__level": "watching"}
        return self.filter(**seen, seen_by__last_read_no__lt=F("highest_no"))

    def followed_by(self, user):
        return self.filter(seen_by__user=user, seen_by__level="watching")

    def asked_in(self, units):
        """By people of these units, under their names: a sealed question belongs to no unit.

        The thread's own unit says who may read it.
        """
        return self.questions().filter(author__unit__in=units, sealed_mark="")

    def in_areas(self, areas):
        return self.filter(area_items__tag__in=areas).distinct()

    def newest_first(self):
        return self.order_by("-created_at", "-pk")

    def busiest_first(self):
        return self.order_by("-last_activity_at", "-pk")

    def ranked(self):
        """Questions by the index of their ranks, which every question has from its first moment."""
        return self.filter(rank__isnull=False)

    def liveliest_first(self):
        return self.ranked().order_by("-rank__hot", "-rank__pk")

    def neediest_first(self):
        """What is solved or closed needs nothing and is left out."""
        needing = self.taking_answers().filter(best_answer=None)
        return needing.ranked().order_by("-rank__need", "-rank__pk")

    def longest_waiting_first(self):
        return self.order_by("created_at", "pk")

    def with_people(self):
        return self.select_related("author", "author__unit", "week")

    def with_row(self):
        """What a row of a list shows: one query for people, one for areas."""
        return with_areas(self.with_people())


class Thread(Tagged):
    """A conversation that starts with a question, a sharing or an announcement."""

    class Kind(models.TextChoices):
        QUESTION = "question", _("Question")
        SHARING = "sharing", _("Sharing")
        ANNOUNCEMENT = "announcement", _("Announcement")

    class Visibility(models.TextChoices):
        UNIT = "unit", _("My unit")
        REGENCY = "regency", _("The whole regency")

    public_id = PublicIdField()
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.QUESTION)
    title = models.CharField(_("title"), max_length=150)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="threads"
    )
    sealed_mark = models.CharField(
        max_length=MARK_LENGTH, blank=True, help_text="stands for an asker without a name"
    )
    unit = models.ForeignKey("accounts.Unit", models.PROTECT, null=True, related_name="+")
    visibility = models.CharField(max_length=7, choices=Visibility, default=Visibility.REGENCY)
    areas = areas_through("discussions.ThreadArea")
    best_answer = models.ForeignKey(
        "discussions.Post", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Counted in columns, inside the writing action (performance.md 3.1).
    answer_count = models.PositiveIntegerField(default=0)
    me_too_count = models.PositiveIntegerField(default=0)
    highest_no = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    last_activity_at = models.DateTimeField()
    is_slow = models.BooleanField(default=False, help_text="one comment per person in ten minutes")
    asks_receipt = models.BooleanField(default=False, help_text="readers say they read it")
    receipts_since = models.DateTimeField(
        null=True, blank=True, help_text="earlier receipts were for other words"
    )
    solution_locked_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    taken_until = models.DateTimeField(null=True, blank=True)
    locked_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_reason = models.CharField(max_length=200, blank=True)
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="merged"
    )
    hidden_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_reason = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["kind", "-created_at", "-id"], name="threads_newest"),
            models.Index(fields=["kind", "-last_activity_at", "-id"], name="threads_busiest"),
            models.Index(
                fields=["created_at"],
                condition=Q(answer_count=0),
                name="threads_unanswered",
            ),
            models.Index(
                fields=["-created_at"],
                condition=Q(best_answer__isnull=False),
                name="threads_solved",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("discussions:thread_detail", args=[self.public_id, self.slug])

    def at(self, anchor):
        """The page on which this answer or comment stands, at its place."""
        page = f"?ke={anchor}" if self.answer_count > ANSWERS_A_PAGE else ""
        return f"{self.get_absolute_url()}{page}#{anchor}"

    @property
    def slug(self):
        """Cosmetic: the id finds the thread."""
        return slugify(self.title)[:60].strip("-") or "tanya"

    @property
    def is_open(self):
        return self.locked_at is None and self.closed_at is None and self.deleted_at is None

    @property
    def is_for_all(self):
        """Every member may read it."""
        return self.visibility == self.Visibility.REGENCY and self.hidden_at is None

    def taker(self, now):
        """Who said that they are writing an answer, for ten minutes; or None."""
        return self.taken_by if self.taken_until and self.taken_until > now else None

    @property
    def shown_duplicate(self):
        """That it was asked before, said by somebody; None where nobody did."""
        return getattr(self, "duplicate", None)

    @property
    def holds_answers(self):
        """A question of the week whose answers are not opened yet."""
        return hasattr(self, "week") and self.week.opened_at is None

    @property
    def is_solved(self):
        return self.best_answer_id is not None

    @property
    def row_key(self):
        """Everything a row of a list shows, for its cached fragment."""
        areas = "-".join(
            f"{area.pk}.{area.updated_at.timestamp():.6f}" for area in self.shown_areas
        )
        author = f"{self.author_id}.{self.author.version}" if self.author_id else "sealed"
        return f"{self.public_id}:{self.version}:{author}:{areas}"


class ThreadArea(AreaItem):
    """A thread carries one to three areas."""

    content_object = models.ForeignKey(Thread, models.CASCADE, related_name="area_items")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["content_object", "tag"], name="thread_carries_area_once"
            )
        ]

    def __str__(self):
        return f"{self.content_object_id} {self.tag_id}"


class MeToo(models.Model):
    """Someone has the same problem ("Saya juga mengalami"), once per person."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="me_toos")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "thread"], name="me_too_once_per_person")
        ]

    def __str__(self):
        return f"{self.user_id} {self.thread_id}"
