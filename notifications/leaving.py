"""Hearing less: from Kabar, and from a mail itself without signing in (row 50; RFC 8058).

A token is signed, names one person and one subject, and opens nothing else. It does not expire:
a mail may be read years later.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.db.models import Model
from django.urls import reverse

from notifications.actions import prefer
from notifications.kinds import Kind, kinds
from notifications.models import Channel, Notification, Preference

SALT = "notifications.leaving"
DIGEST = ""  # in the place of a kind
Mute = Callable[[Any, Model], None]
mutes: dict[type[Model], Mute] = {}


@dataclass(frozen=True)
class Leaving:
    """Who wants to stop hearing of what: a kind's mails or the digest, and perhaps one thing."""

    user: Any
    kind: Kind | None
    about: Model | None

    @property
    def may_mute(self) -> bool:
        return type(self.about) in mutes

    @property
    def is_required(self) -> bool:
        return self.kind is not None and self.kind.is_required

    def stop(self) -> None:
        """No mail of this kind any more; or no digest."""
        self.choose_never(Channel.MAIL if self.kind else Channel.DIGEST)

    def stop_all(self) -> None:
        """No mail at all, the digest neither."""
        for channel in (Channel.MAIL, Channel.DIGEST):
            prefer(user=self.user, channel=channel, cadence=Preference.Cadence.NEVER)

    def keep_still(self) -> None:
        """This kind waits under the bell: no push and no mail of it."""
        for channel in (Channel.PUSH, Channel.MAIL):
            self.choose_never(channel)

    def hide(self) -> None:
        """This kind is not told at all any more, unless it must be."""
        self.keep_still()
        if not self.is_required:
            self.choose_never(Channel.IN_APP)

    def choose_never(self, channel: str) -> None:
        key = self.kind.key if self.kind else ""
        prefer(user=self.user, kind=key, channel=channel, cadence=Preference.Cadence.NEVER)

    def mute(self) -> None:
        if self.may_mute and self.about is not None:
            mutes[type(self.about)](self.user, self.about)


def muted_by(model: type[Model]) -> Callable[[Mute], Mute]:
    """Registers how things of this model are muted for a person."""

    def register(mute: Mute) -> Mute:
        mutes[model] = mute
        return mute

    return register


def token_of(row: Notification) -> str:
    values = [row.recipient_id, row.kind, row.about_type_id, row.about_id]
    return signing.dumps(values, salt=SALT)


def digest_token(user: Any) -> str:
    return signing.dumps([user.pk, DIGEST, 0, 0], salt=SALT)


def address_of(token: str) -> str:
    return reverse("notifications:unsubscribe", args=[token])


def leaving_by(token: str) -> Leaving | None:
    """What a token stands for, or None when it is not ours or its person has left."""
    try:
        user_id, key, type_id, about_id = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    user = get_user_model()._default_manager.filter(pk=user_id, is_active=True).first()
    if user is None or (key != DIGEST and key not in kinds):
        return None
    return Leaving(user, kinds.get(key), about_of(user, key, type_id, about_id))


def about_of(user: Any, key: str, type_id: int, about_id: int) -> Model | None:
    """The thing, while this person may still see it: its title is not told otherwise."""
    if key not in kinds or not ContentType.objects.filter(pk=type_id).exists():
        return None
    return kinds[key].visible(user, [about_id]).get(about_id)
