from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Case, Count, Exists, Max, Min, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Concat
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from competencies.models import with_areas
from competencies.models.tagging import Tagged, areas_through
from foundation.models import PublicIdField
from notifications.models import LiveTopic, Notification
from workshops.models.need import POINTS
from workshops.models.seats import SeatPool, fill_of, in_pool

MOST_WORDS = 6  # of a search


class WorkshopQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Everybody's once published; a draft is seen by its host and by whoever leads its unit."""
        if user.is_admin:
            return self
        mine = Q(host=user) | Q(unit__in=user.led_unit_ids)
        return self.filter(~Q(status=Workshop.Status.DRAFT) | mine)

    def published(self):
        return self.filter(status=Workshop.Status.PUBLISHED)

    def managed_by(self, user):
        """Of the units that one leads; an admin, who may manage all, has the own ones at hand."""
        own = Q(host=user) if user.is_admin else Q()
        return self.filter(Q(unit__in=user.led_unit_ids) | own)

    def given_by(self, person):
        """What this person hosts or facilitates."""
        return self.filter(Q(host=person) | Q(pk__in=person.facilitated.values("pk")))

    def in_areas(self, areas):
        return self.filter(area_items__tag__in=areas).distinct()

    def matching(self, text):
        """Each word stands in the title, the description, or the name of who holds or leads it."""
        found, led = self, self.model.facilitators.through.objects
        for word in text.split()[:MOST_WORDS]:
            people = led.filter(user__name__icontains=word).values("workshop")
            found = found.filter(
                Q(title__icontains=word)
                | Q(description__icontains=word)
                | Q(host__name__icontains=word)
                | Q(pk__in=people)
            )
        return found

    def with_seats(self):
        """`capacity`, `taken` and the `line` who wait; what is left in the room and online."""
        registrations, kinds = self.model.registrations.rel.related_model, SeatPool.Kind
        waiting = registrations.objects.waiting().filter(workshop=OuterRef("pk")).order_by()
        line = waiting.values("workshop").annotate(people=Count("pk")).values("people")
        return self.annotate(
            line=Coalesce(Subquery(line), 0),
            capacity=in_pool(kinds.TOTAL, "capacity"),
            taken=in_pool(kinds.TOTAL, "taken"),
            room_left=in_pool(kinds.ROOM, "free"),
            online_left=in_pool(kinds.ONLINE, "free"),
        )

    def with_dates(self):
        """From the first to the last session that was not called off."""
        standing = Q(sessions__status="planned")
        return self.annotate(
            first_start=Min("sessions__starts_at", filter=standing),
            last_end=Max("sessions__ends_at", filter=standing),
        )

    def with_my_seat(self, user):
        """`my_seat`: total, room or online, or None; `my_state` also while one waits for a seat.

        `my_part`: host, facilitator or None.
        """
        registrations = self.model.registrations.rel.related_model
        active = registrations.objects.active().filter(workshop=OuterRef("pk"), user=user)
        return self.annotate(
            my_seat=Subquery(active.confirmed().values("seat")[:1]),
            my_state=Subquery(active.values("state")[:1]),
            my_part=Case(
                When(host=user, then=Value("host")),
                When(pk__in=user.facilitated.values("pk"), then=Value("facilitator")),
            ),
        )

    def with_reader(self, user):
        """For its page: `cursor` of its topic, and whether Kabar says something new."""
        topic = LiveTopic.objects.filter(key=Concat(Value("workshop:"), OuterRef("public_id")))
        return self.annotate(
            cursor=Coalesce(Subquery(topic.values("last_no")), 0),
            has_news=self.told_of_it(user) | self.told_of_parts(user),
        )

    def told_of_it(self, user):
        about_type = ContentType.objects.get_for_model(self.model)
        news = Notification.objects.of(user).unread().filter(about_type=about_type)
        return Exists(news.filter(about_id=OuterRef("pk")))

    def told_of_parts(self, user):
        """Its reminders, the questions that it answers, the topics that it came from."""
        reminders = self.model.sessions.rel.related_model.reminders.rel.related_model.objects
        this, news = OuterRef(OuterRef("pk")), Notification.objects.of(user).unread()
        told = Exists(news.about_any(reminders.filter(session__workshop=this)))
        for parts in (self.model.questions.rel, self.model.topics.rel):
            told |= Exists(news.about_any(parts.related_model.objects.filter(workshop=this)))
        return told

    def with_areas(self):
        return with_areas(self)

    def upcoming(self, now):
        """`first_start` is here of the session that is next, or goes on."""
        ahead = Q(sessions__status="planned", sessions__ends_at__gte=now)
        found = self.annotate(first_start=Min("sessions__starts_at", filter=ahead))
        return found.exclude(first_start=None).order_by("first_start")

    def past(self, now):
        """The newest first; one that was called off did not take place."""
        return self.with_dates().filter(last_end__lt=now).order_by("-first_start")


class Workshop(Tagged):
    """A workshop, seminar or coaching that a unit holds: one registration, one or more sessions."""

    class Mode(models.TextChoices):
        ONSITE = "onsite", _("In person")
        ONLINE = "online", _("Online")
        HYBRID = "hybrid", _("Hybrid")

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        UNDECIDED = "undecided", _("Date not decided")
        PUBLISHED = "published", _("Announced")
        CANCELLED = "cancelled", _("Called off")
        DONE = "done", _("Finished")

    class Approval(models.TextChoices):
        NONE = "none", _("None needed")
        HOST = "host", _("By the host")
        LEADER = "leader", _("By the participant's leader")

    class Entry(models.TextChoices):
        EVERYBODY = "all", _("Everybody")
        OWN_UNIT = "own_unit", _("Only my unit and those below it")
        UNITS = "units", _("Only chosen units")

    public_id = PublicIdField()
    title = models.CharField(_("title"), max_length=150)
    description = models.TextField(_("description"), blank=True)
    description_html = models.TextField(blank=True)
    unit = models.ForeignKey("accounts.Unit", models.PROTECT, related_name="workshops")
    host = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="hosted")
    form = models.ForeignKey(
        "competencies.LearningForm", models.PROTECT, verbose_name=_("form of learning")
    )
    mode = models.CharField(_("mode"), max_length=6, choices=Mode, default=Mode.ONSITE)
    place = models.CharField(_("place"), max_length=200, blank=True)
    room = models.ForeignKey(
        "workshops.Room", models.PROTECT, null=True, blank=True, related_name="workshops"
    )
    online_url = models.URLField(_("link to join"), max_length=400, blank=True)
    timezone = models.CharField(max_length=40, default="Asia/Jakarta")
    status = models.CharField(max_length=9, choices=Status, default=Status.DRAFT)
    facilitators = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="facilitated"
    )
    areas = areas_through("workshops.WorkshopArea")
    registration_opens_at = models.DateTimeField(null=True, blank=True)
    registration_closes_at = models.DateTimeField(_("registration closes"), null=True, blank=True)
    cancel_until = models.DateTimeField(null=True, blank=True)
    entry = models.CharField(max_length=8, choices=Entry, default=Entry.EVERYBODY)
    entry_units = models.ManyToManyField("accounts.Unit", blank=True, related_name="+")
    unit_limit = models.PositiveIntegerField(
        null=True, blank=True, help_text="people of one unit at most"
    )
    has_waiting_list = models.BooleanField(default=True)
    promotion_ends_hours = models.PositiveSmallIntegerField(
        default=12, help_text="before the first session; later nobody moves up by itself"
    )
    unit_points = models.PositiveSmallIntegerField(
        null=True, help_text="of 100 when those who wait are ordered by need (models/need.py)"
    )
    approval = models.CharField(max_length=6, choices=Approval, default=Approval.NONE)
    holds_seats = models.BooleanField(default=True, help_text="while an approval is awaited")
    jp = models.PositiveSmallIntegerField("JP")
    jp_reason = models.CharField(max_length=200, blank=True)
    reminder_rules = models.ManyToManyField("workshops.ReminderRule", blank=True, related_name="+")
    reminders_chosen_at = models.DateTimeField(
        null=True, blank=True, help_text="by the host; until then the usual rules hold"
    )
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    booking_since = models.DateTimeField(null=True, blank=True)  # while the interested get seats
    done_at = models.DateTimeField(null=True, blank=True)
    called_off_at = models.DateTimeField(null=True, blank=True)
    called_off_why = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = WorkshopQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["status", "unit"], name="workshops_of_unit")]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit_points=None) | Q(unit_points__lte=POINTS),
                name="unit_points_are_a_part",
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("workshops:workshop_detail", args=[self.public_id, self.slug])

    @property
    def slug(self):
        return slugify(self.title)[:60].strip("-") or "lokakarya"

    @property
    def is_published(self):
        return self.status == self.Status.PUBLISHED

    @property
    def is_undecided(self):
        """Announced without a date: people show interest until one is set."""
        return self.status == self.Status.UNDECIDED

    @property
    def is_done(self):
        return self.status == self.Status.DONE

    @property
    def is_called_off(self):
        return self.status == self.Status.CANCELLED

    @property
    def is_draft(self):
        return self.status == self.Status.DRAFT

    @property
    def seats_left(self):
        """Only after `with_seats()`."""
        return max((self.capacity or 0) - (self.taken or 0), 0)

    @property
    def fill(self):
        """Only after `with_seats()`."""
        return fill_of(self.taken or 0, self.capacity or 0, self.line)

    @property
    def orders_by_need(self):
        return self.unit_points is not None

    @property
    def jp_points(self):
        return POINTS - self.unit_points

    def is_open_to(self, user):
        """Whether people of this person's unit may register; units below chosen ones count."""
        return self.entry == self.Entry.EVERYBODY or self.is_open_within(user.unit_ids_above)

    def is_open_within(self, unit_ids):
        """`unit_ids` are a unit and those it belongs to."""
        if self.entry == self.Entry.EVERYBODY:
            return True
        if self.entry == self.Entry.OWN_UNIT:
            return self.unit_id in unit_ids
        return self.entry_units.filter(pk__in=unit_ids).exists()

    def takes_registrations(self, now):
        """By the server's clock, from the moment it opens until just before it closes."""
        closes = self.registration_closes_at
        return self.is_published and bool(closes and now < closes) and not self.opens_later(now)

    def starts_at(self):
        """The start of the first session that was not called off; one query."""
        starts = self.sessions.filter(status="planned").order_by("starts_at")
        return starts.values_list("starts_at", flat=True).first()

    def promotion_ends_at(self, starts_at):
        return starts_at - timedelta(hours=self.promotion_ends_hours)

    def has_opened(self, now):
        """Somebody could register, also when the host closed it again."""
        return (self.is_published and not self.opens_later(now)) or self.registrations.exists()

    def opens_later(self, now):
        opens = self.registration_opens_at
        return self.is_published and opens is not None and now < opens
