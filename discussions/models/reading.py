"""What lists of questions read: their filters, their orders and what is unread."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from competencies.models import Area
from discussions.models.rank import AreaSeen
from discussions.models.seen import ThreadSeen
from discussions.models.thread import Thread

STATUSES = {
    "": _("All"),
    "bidang-saya": _("My areas"),
    "belum": _("Unanswered"),
    "tanpa-solusi": _("No solution yet"),
    "terjawab": _("Solved"),
    "saya-ikuti": _("I follow"),
    "ada-baru": _("Something new"),
    "saya-tanya": _("I asked"),
}
ORDERS = {
    "baru": _("Newest"),
    "hangat": _("Lively now"),
    "perlu": _("Needs an answer"),
    "ramai": _("Latest activity"),
    "lama": _("Waiting longest"),
}


@dataclass(frozen=True)
class Filter:
    """The query string of the list, with what is unknown left out."""

    status: str
    order: str
    area: Area | None

    @classmethod
    def from_query(cls, query) -> "Filter":
        slug = query.get("bidang", "")
        return cls(
            status=query.get("status") if query.get("status") in STATUSES else "",
            order=query.get("urut") if query.get("urut") in ORDERS else "baru",
            area=Area.objects.named(slug).first() if slug else None,
        )


def listed_threads(user: User, chosen: Filter) -> QuerySet:
    """With the people of a row, without its areas: `fetch_areas` reads those of a page."""
    threads = Thread.objects.visible_to(user).questions()
    if chosen.area:
        threads = threads.in_areas(Area.objects.within(chosen.area))
    by_status = {
        "bidang-saya": lambda: threads.in_areas(Area.objects.followed_by(user)),
        "belum": threads.unanswered,
        "tanpa-solusi": threads.without_solution,
        "terjawab": threads.solved,
        "saya-ikuti": lambda: threads.followed_by(user),
        "ada-baru": lambda: threads.with_news_for(user).exclude(is_read_by_area(user)),
        "saya-tanya": lambda: threads.asked_by(user),
    }
    if chosen.status:
        threads = by_status[chosen.status]()
    order = {
        "hangat": threads.liveliest_first,
        "perlu": threads.neediest_first,
        "ramai": threads.busiest_first,
        "lama": threads.longest_waiting_first,
    }
    return order.get(chosen.order, threads.newest_first)().with_people()


def is_read_by_area(user: User) -> Exists:
    """Nothing happened since one of its areas was read as a whole."""
    return Exists(
        AreaSeen.objects.filter(
            user=user,
            area__threadarea_items__content_object=OuterRef("pk"),
            read_at__gte=OuterRef("last_activity_at"),
        )
    )


def unread_ids(user: User, threads: list[Thread]) -> list[int]:
    """Threads of this page with something newer than the person's read mark."""
    read = dict(
        ThreadSeen.objects.filter(user=user, thread__in=threads).values_list(
            "thread", "last_read_no"
        )
    )
    unread = [thread for thread in threads if read.get(thread.pk, 0) < thread.highest_no]
    areas = {area.pk for thread in unread for area in thread.shown_areas}
    upto = dict(AreaSeen.objects.filter(user=user, area__in=areas).values_list("area", "read_at"))
    return [thread.pk for thread in unread if not is_read(thread, upto)]


def is_read(thread: Thread, upto: dict[int, datetime]) -> bool:
    """Nothing happened since one of its areas was read as a whole."""
    marks = [upto[area.pk] for area in thread.shown_areas if area.pk in upto]
    return bool(marks) and thread.last_activity_at <= max(marks)
