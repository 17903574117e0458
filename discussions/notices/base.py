"""Who may hear of a question, and how its kinds are declared."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from competencies.models import watchers_of
from discussions.models import Guide, Thread, ThreadSeen, shown_actor
from discussions.models.replying import address_of
from discussions.models.sight import members_units, readers_of
from notifications.kinds import Kind, declare
from notifications.models import Notification
from notifications.telling import Unnamed, notify


def visible_threads(user: User, ids: Iterable[int]) -> dict[int, Thread]:
    return Thread.objects.visible_to(user).in_bulk(list(ids))


def own_threads(user: User, ids: Iterable[int]) -> dict[int, Thread]:
    """Removed ones too: their address says why."""
    return Thread.objects.asked_by(user).in_bulk(list(ids))


def followers_of_areas(thread: Thread) -> QuerySet:
    """Who follows one of its areas and may see it."""
    people = watchers_of(thread.area_items.values("tag"))
    if thread.visibility == Thread.Visibility.UNIT:
        people = people.filter(unit__in=members_units(thread))
    return people


def followers(thread: Thread) -> QuerySet:
    watching = ThreadSeen.objects.filter(thread=thread, level=ThreadSeen.Level.WATCHING)
    return User.objects.active().filter(pk__in=watching.values("user"))


def followers_but_solver(thread: Thread) -> QuerySet:
    """Whoever wrote the solution hears it as praise instead."""
    solved = thread.posts.filter(pk=thread.best_answer_id)
    return followers(thread).exclude(pk__in=solved.exclude(author=None).values("author"))


def nobody(thread: Thread) -> QuerySet:
    return User.objects.none()


def declared(name: str, label: Any, **more: Any) -> Kind:
    """A kind about a thread; without an audience its function names the few it is told to."""
    usual: dict[str, Any] = {
        "icon": "chat",
        "tone": "blue",
        "audience": nobody,
        "visible": visible_threads,
    }
    return declare(Kind(key=f"discussions.{name}", label=label, group="answers", **(usual | more)))


def reply_address(row: Notification) -> str:
    """Where the reader's answer by mail goes (row 9)."""
    return address_of(row.recipient, row.about)


def live_guides(user: User, ids: Iterable[int]) -> dict[int, Guide]:
    return Guide.objects.live().in_bulk(list(ids))


def may_see(user: User, thread: Thread) -> bool:
    return Thread.objects.visible_to(user).filter(pk=thread.pk).exists()


def tell(
    kind: Kind,
    thread: Thread,
    *,
    to: Iterable[User | None] | None = None,
    actor: User | None = None,
    first_new: str = "",
    reason: str = "",
) -> None:
    """Notifies about the thread; a sealed asker who acts is neither named nor told of it."""
    doer = shown_actor(actor, thread) or (Unnamed(actor) if actor else None)
    notify(kind, about=thread, to=to, actor=doer, first_new=first_new, reason=reason)


def silent_readers_of(thread: Thread) -> QuerySet:
    """Who has not said yet that they read it."""
    read = thread.acknowledgements.standing().values("user")
    return readers_of(thread).exclude(pk__in=read).exclude(pk=thread.author_id)
