from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import F

from accounts.models import User
from competencies.models import Area
from discussions.models import AreaSeen, MeToo, Thread, ThreadSeen
from discussions.models.answer_pages import news_elsewhere
from notifications.actions import heard_upto, read_about


def start_following(
    *, user: User, thread: Thread, reason: str, now: datetime, wrote: int | None = None
) -> None:
    """Follows because of what the person did; an own choice is never overridden.

    Who `wrote` the post of this number has read it, and the question.
    """
    ThreadSeen.objects.get_or_create(user=user, thread=thread, defaults={"at": now})
    own_choice = ThreadSeen.Reason.CHOSE
    ThreadSeen.objects.filter(user=user, thread=thread).exclude(level_reason=own_choice).update(
        level=ThreadSeen.Level.WATCHING, level_reason=reason
    )
    if wrote:
        see_posts(user=user, thread=thread, shown=[1, wrote], now=now)


def follow_thread(*, user: User, thread: Thread, now: datetime) -> None:
    choose_level(user, thread, ThreadSeen.Level.WATCHING, now)


def unfollow_thread(*, user: User, thread: Thread, now: datetime) -> None:
    choose_level(user, thread, ThreadSeen.Level.NORMAL, now)


def mute_thread(*, user: User, thread: Thread, now: datetime) -> None:
    """Its answers and comments are told no more; what concerns one's own text still is."""
    choose_level(user, thread, ThreadSeen.Level.MUTED, now)


def choose_level(user: User, thread: Thread, level: str, now: datetime) -> None:
    chosen = {"level": level, "level_reason": ThreadSeen.Reason.CHOSE}
    ThreadSeen.objects.update_or_create(
        user=user, thread=thread, defaults=chosen, create_defaults=chosen | {"at": now}
    )


def read_thread(
    *,
    user: User,
    thread: Thread,
    has_news: bool,
    now: datetime,
    shown: Collection[int] | None = None,
) -> None:
    """Moves the read mark forward, never back; what was told about the thread is read.

    `shown` are the numbers of the posts on one of several pages; nothing else is marked as read.
    """
    if shown is None:
        set_read(user=user, thread=thread, no=thread.highest_no, now=now)
    else:
        see_posts(user=user, thread=thread, shown=shown, now=now)
    if has_news:
        elsewhere = [] if shown is None else news_elsewhere(user, thread, shown)
        upto = heard_upto(user)
        read_about(user=user, about=thread, now=now, upto=upto, elsewhere=elsewhere)


@transaction.atomic
def see_posts(*, user: User, thread: Thread, shown: Collection[int], now: datetime) -> None:
    seen, _is_new = ThreadSeen.objects.select_for_update().get_or_create(
        user=user, thread=thread, defaults={"at": now}
    )
    standing = thread.posts.standing().filter(no__gt=seen.last_read_no)
    numbers = list(standing.values_list("no", flat=True))
    if seen.read(shown, standing=numbers, highest=thread.highest_no):
        seen.at = now
        seen.save(update_fields=["last_read_no", "read_ahead", "at"])


@transaction.atomic
def read_area(*, user: User, area: Area, now: datetime) -> None:
    """Everything in the area and below it counts as read; the mark never goes back."""
    areas = list(Area.objects.within(area))
    marks = [AreaSeen(user=user, area=one, read_at=now) for one in areas]
    AreaSeen.objects.bulk_create(marks, ignore_conflicts=True)
    AreaSeen.objects.filter(user=user, area__in=areas, read_at__lt=now).update(read_at=now)


def merge_read_marks(*, source: Area, into: Area) -> None:
    """Two areas become one: of a person's two marks the earlier stands, so that no news is lost."""
    for mark in AreaSeen.objects.filter(area=source).order_by("pk"):
        kept = AreaSeen.objects.filter(area=into, user=mark.user_id)
        if kept.exists():
            kept.filter(read_at__gt=mark.read_at).update(read_at=mark.read_at)
            mark.delete()
        else:
            AreaSeen.objects.filter(pk=mark.pk).update(area=into)


def set_read(*, user: User, thread: Thread, no: int, now: datetime) -> None:
    """Everything up to this number was shown."""
    marks = ThreadSeen.objects.filter(user=user, thread=thread)
    seen = marks.first()
    if seen is None:
        mark = ThreadSeen(user=user, thread=thread, last_read_no=no, at=now)
        ThreadSeen.objects.bulk_create([mark], ignore_conflicts=True)
    elif seen.read_ahead:
        see_posts(user=user, thread=thread, shown=range(1, no + 1), now=now)
    else:
        marks.filter(last_read_no__lt=no).update(last_read_no=no, at=now)


@transaction.atomic
def mark_me_too(*, user: User, thread: Thread, now: datetime) -> Thread:
    _mark, is_new = MeToo.objects.get_or_create(user=user, thread=thread, defaults={"at": now})
    if is_new:
        count(thread, 1)
        start_following(user=user, thread=thread, reason=ThreadSeen.Reason.ME_TOO, now=now)
    return thread


@transaction.atomic
def unmark_me_too(*, user: User, thread: Thread) -> Thread:
    if MeToo.objects.filter(user=user, thread=thread).delete()[0]:
        count(thread, -1)
    return thread


def count(thread: Thread, step: int) -> None:
    Thread.objects.filter(pk=thread.pk).update(
        me_too_count=F("me_too_count") + step, version=F("version") + 1
    )
    thread.refresh_from_db(fields=["me_too_count", "version"])
