"""What the host writes to participants."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from notifications.models import Notification
from notifications.telling import notify
from workshops.models import WorkshopMessage
from workshops.notices.base import kind


def visible_messages(user: User, ids: Iterable[int]) -> dict[int, WorkshopMessage]:
    messages = WorkshopMessage.objects.visible_to(user).select_related("workshop", "author")
    return messages.in_bulk(list(ids))


def recipients(message: WorkshopMessage) -> QuerySet:
    return User.objects.active().filter(pk__in=message.recipients.values("pk"))


def lines_of(row: Notification) -> list[str]:
    return row.about.body.splitlines()


MESSAGE_SENT = kind(
    "message_sent",
    _("The host of my workshop wrote to me"),
    recipients,
    visible=visible_messages,
    icon="chat",
    tone="blue",
    mails=True,
    details=lines_of,
)


def message_sent(message: WorkshopMessage) -> None:
    notify(MESSAGE_SENT, about=message, actor=message.author, reason="registered")
