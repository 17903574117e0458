from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.sessions.backends.cached_db import SessionStore
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import CorrectionRequest, RosterEntry, User
from foundation.refusals import Refusal
from notifications import live
from search.actions import index_entry


class LinkHasExpired(Refusal):
    message = _("This link has expired. Ask your admin for a new one.")


class AccountIsActive(Refusal):
    message = _("This account is active already. You can sign in.")


@transaction.atomic
def activate_account(*, entry: RosterEntry, email: str, password: str, now: datetime) -> User:
    """Makes the member's account; following the link confirms the address."""
    entry = RosterEntry.objects.select_for_update().get(pk=entry.pk)
    if entry.activated_at:
        raise AccountIsActive
    if entry.expires_at <= now:
        raise LinkHasExpired
    user = User.objects.create_user(
        email,
        password,
        nip=entry.nip,
        name=entry.name,
        employment=entry.employment,
        unit=entry.unit,
        position=entry.position,
        joined_at=now,
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    entry.user, entry.activated_at = user, now
    entry.save(update_fields=["user", "activated_at"])
    index_member(user, now=now)
    return user


def index_member(user: User, *, now: datetime) -> None:
    """People are found by name, position and unit; never by NIP."""
    index_entry(
        noun=user,
        title=user.full_name,
        body=f"{user.position} {user.unit or ''}".strip(),
        url=user.get_absolute_url(),
        audience="regency",
        now=now,
    )


def choose_language(*, user: User, language: str) -> User:
    user.language = language
    user.save(update_fields=["language"])
    return user


def finish_welcome(*, user: User, now: datetime) -> User:
    user.welcomed_at = user.welcomed_at or now
    user.save(update_fields=["welcomed_at"])
    return user


def request_correction(*, user: User, body: str, now: datetime) -> CorrectionRequest:
    return CorrectionRequest.objects.create(user=user, body=body, sent_at=now)


@transaction.atomic
def suspend_member(*, user: User, until: datetime, now: datetime) -> User:
    """Closes the person's sessions and sockets; signing in is refused until then."""
    user.suspended_until = until
    user.save(update_fields=["suspended_until"])
    for session in Session.objects.filter(expire_date__gt=now):
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            SessionStore(session.session_key).delete()
    live.close_sockets(user_ids=[user.pk])
    return user
