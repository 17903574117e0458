"""What waits for a person on Beranda: at most a few lines, each with one place to go."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from competencies.permissions import is_moderator
from discussions.models import EditSuggestion, Thread
from discussions.models.queue import silent_questions, waiting_reviews
from notifications.models import Notification
from workshops.models import Registration, Workshop, WorkshopChange
from workshops.models.deciding import requests_for

SHOWN = 3
QUEUE = "/moderasi/"
SOON = timedelta(days=2)
MONTH = timedelta(days=30)


@dataclass(frozen=True)
class Waiting:
    icon: str
    tone: str
    title: str
    detail: str
    url: str


def waiting_for(user: User, now: datetime, shown: int) -> list[Waiting]:
    """Deadlines, then by importance (ux 1.3); one more than is shown where there are more."""
    blocks = [
        lambda: offered_seats(user, now, shown),
        lambda: my_places(user, now, shown),
        lambda: to_read(user, now, shown),
        lambda: new_answers(user, shown),
        lambda: own_workshops(user, now, shown),
        lambda: choices(user, shown),
        lambda: suggestions(user, shown),
        lambda: requests(user),
        lambda: to_close(user, now, shown),
        lambda: reports(user, now),
        lambda: silent(user, now),
    ]
    return list(islice((line for block in blocks for line in block()), shown + 1))


def to_read(user: User, now: datetime, shown: int) -> list[Waiting]:
    """Announcements of the last month that ask for a receipt."""
    lately = Thread.objects.visible_to(user).filter(created_at__gt=now - MONTH, deleted_at=None)
    return [
        Waiting(
            "warn",
            "gold",
            _("Please read this announcement"),
            thread.title,
            thread.get_absolute_url(),
        )
        for thread in lately.unread_by(user).newest_first()[:shown]
    ]


def new_answers(user: User, shown: int) -> list[Waiting]:
    told = Notification.objects.of(user).unread().filter(kind="discussions.answer_posted")
    told = told.filter(about_id=OuterRef("pk"))
    threads = Thread.objects.visible_to(user).asked_by(user)
    threads = threads.annotate(
        new_count=Subquery(told.values("count")[:1]),
        first_new=Subquery(told.values("first_new")[:1]),
    )
    threads = threads.exclude(new_count=None).busiest_first()[:shown]
    return [
        Waiting(
            "chat",
            "blue",
            ngettext(
                "%(count)d new answer to your question",
                "%(count)d new answers to your question",
                thread.new_count,
            )
            % {"count": thread.new_count},
            thread.title,
            thread.at(thread.first_new),
        )
        for thread in threads
    ]


def offered_seats(user: User, now: datetime, shown: int) -> list[Waiting]:
    offers = Registration.objects.offered_to(user, now).select_related("workshop")
    return [
        Waiting(
            "cal",
            "gold",
            _("Confirm your seat until %(when)s")
            % {"when": date_format(timezone.localtime(offer.answer_by), "l, H.i")},
            offer.workshop.title,
            offer.workshop.get_absolute_url(),
        )
        for offer in offers.order_by("answer_by")[:shown]
    ]


def my_places(user: User, now: datetime, shown: int) -> list[Waiting]:
    """A date, place or link that changed since this person looked, and what the host asks now."""
    changes = WorkshopChange.objects.filter(workshop=OuterRef("workshop"))
    has_moved = Exists(changes.filter(no__gt=OuterRef("seen_change")))
    places = Registration.objects.active().still_ahead(now).filter(user=user)
    places = places.with_debt().annotate(has_moved=has_moved)
    waiting = places.filter(Q(has_moved=True) | Q(owes_answers=True)).select_related("workshop")
    return [line_of(place) for place in waiting.order_by("-has_moved", "-pk")[:shown]]


def line_of(place: Registration) -> Waiting:
    workshop = place.workshop
    if place.has_moved:
        words, url = _("Your workshop has changed: see when and where"), workshop.get_absolute_url()
    else:
        words = _("The host asks you something.")
        url = reverse("workshops:answer_host", args=[workshop.public_id])
    return Waiting("cal", "gold", words, workshop.title, url)


def own_workshops(user: User, now: datetime, shown: int) -> list[Waiting]:
    registered = Workshop.objects.published().filter(
        registrations__user=user, registrations__state="confirmed"
    )
    soon = registered.upcoming(now).filter(first_start__lte=now + SOON)
    return [
        Waiting(
            "cal",
            "",
            _("Your workshop: %(when)s")
            % {"when": date_format(timezone.localtime(workshop.first_start), "l, H.i")},
            f"{workshop.title} · {workshop.place or workshop.get_mode_display()}",
            workshop.get_absolute_url(),
        )
        for workshop in soon[:shown]
    ]


def choices(user: User, shown: int) -> list[Waiting]:
    threads = Thread.objects.asked_by(user).questions().without_solution()
    return [
        Waiting(
            "award",
            "gold",
            _("Choose the best solution"),
            ngettext(
                "%(count)d answer has come in for “%(title)s”",
                "%(count)d answers have come in for “%(title)s”",
                thread.answer_count,
            )
            % {"count": thread.answer_count, "title": thread.title},
            thread.get_absolute_url(),
        )
        for thread in threads.busiest_first()[:shown]
    ]


def suggestions(user: User, shown: int) -> list[Waiting]:
    """Better wordings of what this person wrote; moderators find others' in their queue."""
    waiting = EditSuggestion.objects.waiting().at_texts_of(user).with_text()
    return [
        Waiting(
            "pen",
            "gold",
            _("Look at a better wording of your text"),
            suggestion.post.thread.title,
            suggestion.get_absolute_url(),
        )
        for suggestion in waiting.oldest_first()[:shown]
    ]


def requests(user: User) -> list[Waiting]:
    """People who ask to take part in a workshop, for whoever approves it."""
    if not (user.is_leader or user.is_admin):
        return []
    count = requests_for(user).count()
    if not count:
        return []
    title = ngettext("%(count)d request to take part", "%(count)d requests to take part", count) % {
        "count": count
    }
    detail = _("Approve or decline them in time.")
    return [Waiting("users", "gold", title, detail, reverse("workshops:request_list"))]


def to_close(user: User, now: datetime, shown: int) -> list[Waiting]:
    if not (user.is_leader or user.is_admin):
        return []
    ended = Workshop.objects.published().managed_by(user).with_dates().filter(last_end__lt=now)
    return [
        Waiting(
            "users",
            "",
            _("Record who was present"),
            workshop.title,
            reverse("workshops:take_attendance", args=[workshop.public_id]),
        )
        for workshop in ended.order_by("last_end")[:shown]
    ]


def reports(user: User, now: datetime) -> list[Waiting]:
    if not is_moderator(user):
        return []
    count = waiting_reviews(user, now).filter(kind="report").count()
    if not count:
        return []
    title = ngettext("%(count)d report to decide", "%(count)d reports to decide", count)
    detail = _("Members ask you to look at a text.")
    return [Waiting("flag", "gold", title % {"count": count}, detail, QUEUE)]


def silent(user: User, now: datetime) -> list[Waiting]:
    if not is_moderator(user):
        return []
    count = silent_questions(user, now)[:100].count()
    if not count:
        return []
    title = ngettext(
        "%(count)d question has answers but no solution",
        "%(count)d questions have answers but no solution",
        count,
    )
    days = settings.FORUM_MODERATOR_SILENCE_DAYS
    detail = _("Nobody wrote there for %(days)d days.") % {"days": days}
    url = f"{reverse('discussions:review_queue')}?jenis=tanpa-solusi"
    return [Waiting("award", "gold", title % {"count": count}, detail, url)]
