"""The registry of kinds: what people can be told. Each domain declares its own in notices.py."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet

from notifications.models import Notification

Visible = Callable[[Any, Iterable[int]], Mapping[int, Model]]


@dataclass(frozen=True)
class Enclosure:
    """Another form of a mail's text, or with a `filename` something that hangs on it."""

    content: str
    mimetype: str
    filename: str = ""


@dataclass(frozen=True)
class Kind:
    """What people can be told; its words stand in templates/<app>/notices/<past_tense>.*, by `key`.

    `audience(about)` is a queryset of users, asked again by the task that tells more than 50.
    `visible(user, ids)` gives the things that this user may see now, by id; asked once per list.
    `pushes` and `mails` say what happens where a person has chosen nothing; `is_required` cannot be
    switched off in Kabar; `is_urgent` does not wait for the end of the quiet hours; `is_personal`
    names its reader (a mention, an invitation); `is_letter` goes out by mail also when it was read
    here, and anew with each happening, since `attach(row, now)` adds to the mail what is nowhere
    else, such as a calendar entry; `is_own` tells people what they did themselves, so that it
    stands in Kabar as read and rings no bell; `details(row)` are lines below the mail's words;
    `reply_to(row)` is where a reply to it goes, or empty; `until(row)` is the moment from which it
    is no news any more and leaves the house by no channel; `concerns(user)` says whether
    somebody's office brings it at all: else they need not choose about it.
    """

    key: str
    label: Any
    group: str
    icon: str
    tone: str
    audience: Callable[[Any], QuerySet]
    visible: Visible
    pushes: bool = True
    mails: bool = False
    is_required: bool = False
    is_urgent: bool = False
    is_personal: bool = False
    is_letter: bool = False
    is_own: bool = False
    attach: Callable[[Notification, datetime], Iterable[Enclosure]] | None = None
    details: Callable[[Notification], list[str]] | None = None
    reply_to: Callable[[Notification], str] | None = None
    until: Callable[[Notification], datetime] | None = None
    concerns: Callable[[Any], bool] | None = None

    def template(self, ending: str) -> str:
        app, name = self.key.split(".")
        return f"{app}/notices/{name}.{ending}"


kinds: dict[str, Kind] = {}


def declare(kind: Kind) -> Kind:
    kinds[kind.key] = kind
    return kind


def kinds_for(user: Any) -> list[Kind]:
    """What this person may be told, in the order in which it was declared."""
    return [kind for kind in kinds.values() if kind.concerns is None or kind.concerns(user)]


def seen_by(user: Any, notifications: Iterable[Notification]) -> list[Notification]:
    """Those about things this user may see, each with `.about` and `.declared`, asked per kind.

    Kinds that share a `visible` are asked together. Nothing hidden is named.
    """
    rows = [row for row in notifications if row.kind in kinds]
    wanted: dict[Visible, set[int]] = {}
    for row in rows:
        wanted.setdefault(kinds[row.kind].visible, set()).add(row.about_id)
    found = {visible: visible(user, ids) for visible, ids in wanted.items()}
    shown = []
    for row in rows:
        row.declared = kinds[row.kind]
        row.about = found[row.declared.visible].get(row.about_id)
        if row.about is not None:
            shown.append(row)
    return shown


def is_late(row: Notification, now: datetime) -> bool:
    """`row` carries `.about` and `.declared` (seen_by)."""
    return row.declared.until is not None and now >= row.declared.until(row)


def type_of(about: Model) -> ContentType:
    return ContentType.objects.get_for_model(about, for_concrete_model=True)
