from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from notifications.kinds import Kind, Visible, declare
from notifications.telling import notify
from workshops.calendar import calendar_parts
from workshops.models import Registration
from workshops.notices.people import named_people, visible_workshops


def kind(
    name: str,
    label: Any,
    audience: Callable[[Any], QuerySet] = named_people,
    *,
    icon: str = "cal",
    tone: str = "",
    visible: Visible = visible_workshops,
    **more: Any,
) -> Kind:
    return declare(
        Kind(
            key=f"workshops.{name}",
            label=label,
            group="workshops",
            icon=icon,
            tone=tone,
            audience=audience,
            visible=visible,
            **more,
        )
    )


def letter(name: str, label: Any, *args: Any, **more: Any) -> Kind:
    """What moves the entry in people's calendars goes out by mail, whoever has read it here."""
    more |= {"mails": True, "is_letter": True, "attach": calendar_parts}
    return kind(name, label, *args, **more)


def tell_person(
    kind: Kind, registration: Registration, actor: User | None = None, reason: str = "registered"
) -> None:
    person = registration.user
    notify(kind, about=registration.workshop, to=[person], actor=actor, reason=reason)
