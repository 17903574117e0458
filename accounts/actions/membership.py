import secrets
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.contrib.sessions.backends.cached_db import SessionStore
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.following import follow_name, lock_what_names
from accounts.models import CorrectionRequest, RosterEntry, Suspension, Unit, User
from accounts.permissions import is_suspended
from foundation.models import Draft, Saved
from foundation.refusals import Refusal
from notifications import live
from notifications.actions import end_all_push
from notifications.models import Notification
from search.actions import forget_entry, index_entry

LEFT = "Mantan pegawai"  # stands for whoever left and asked to be forgotten
LEFT_HOST = "tidak-ada.invalid"  # RFC 2606: receives nothing


class LinkHasExpired(Refusal):
    message = _("This link has expired. Ask your admin for a new one.")


class AccountIsActive(Refusal):
    message = _("This account is active already. You can sign in.")


class EmailIsTaken(Refusal):
    message = _("This email cannot be used. Choose another one.")


@transaction.atomic
def activate_account(*, entry: RosterEntry, email: str, password: str, now: datetime) -> User:
    """Makes the member's account; following the link confirms the address."""
    entry = RosterEntry.objects.select_for_update().get(pk=entry.pk)
    if entry.activated_at:
        raise AccountIsActive
    if entry.expires_at <= now:
        raise LinkHasExpired
    user = create_member(entry, email, password, now)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    entry.user, entry.activated_at = user, now
    entry.save(update_fields=["user", "activated_at"])
    index_member(user, now=now)
    return user


def create_member(entry: RosterEntry, email: str, password: str, now: datetime) -> User:
    """Two people can want the same address at once; the constraint knows who was first."""
    try:
        with transaction.atomic():
            return User.objects.create_user(
                email,
                password,
                nip=entry.nip,
                name=entry.name,
                employment=entry.employment,
                unit=entry.unit,
                position=entry.position,
                joined_at=now,
            )
    except IntegrityError:
        raise EmailIsTaken from None


def index_member(user: User, *, now: datetime) -> None:
    """People are found by name, position and unit; never by NIP."""
    if not user.is_active:
        forget_entry(noun=user)
        return
    index_entry(
        noun=user,
        title=user.full_name,
        body=f"{user.position} {user.unit or ''}".strip(),
        url=user.get_absolute_url(),
        audience="regency",
        now=now,
    )


@transaction.atomic
def change_member(*, user: User, now: datetime) -> User:
    """Saves what an admin changed; cached rows, search and open sockets follow."""
    before = User.objects.get(pk=user.pk)
    user.version = F("version") + 1
    user.save()
    user.refresh_from_db()
    replace_address(user)
    index_member(user, now=now)
    follow_name(before, user, now)
    may_stay = user.is_active and not is_suspended(user, now)
    follow = live.ask_again if may_stay else live.close_sockets
    transaction.on_commit(lambda: follow(user_ids=[user.pk]))
    return user


def replace_address(user: User) -> None:
    """The address an admin replaced neither signs in nor receives a reset link any more."""
    addresses = EmailAddress.objects.filter(user=user)
    if addresses.exclude(email__iexact=user.email).delete()[0]:
        addresses.get_or_create(
            email=user.email, defaults={"user": user, "verified": True, "primary": True}
        )


@transaction.atomic
def change_unit(*, unit: Unit, now: datetime) -> Unit:
    """Saves what an admin changed; whatever shows the unit beside its members follows."""
    unit.save()
    unit.members.update(version=F("version") + 1)
    for member in unit.members.select_related("unit"):
        index_member(member, now=now)
    return unit


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
def suspend_member(
    *, user: User, until: datetime | None, by: User, reason: str, now: datetime
) -> User:
    """Closes the person's sessions and sockets; signing in is refused until then, None lifts it.

    Who did it and why stays in the ledger.
    """
    user.suspended_until = until
    user.save(update_fields=["suspended_until"])
    Suspension.objects.create(user=user, by=by, until=until, reason=reason, at=now)
    if is_suspended(user, now):
        end_sessions(user, now)
        transaction.on_commit(lambda: live.close_sockets(user_ids=[user.pk]))
    return user


def end_sessions(user: User, now: datetime) -> None:
    """Whatever the person has open ends, and no browser of theirs is woken any more."""
    end_all_push(user=user)
    for session in Session.objects.filter(expire_date__gt=now):
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            SessionStore(session.session_key).delete()


@transaction.atomic
def let_member_leave(*, user: User, is_anonymous: bool, now: datetime) -> User:
    """The account ends; what was written stays (row 89).

    Attributed as before, or, with `is_anonymous`, to "Mantan pegawai": name, NIP, address, position
    and password are gone for good (UU 27/2022, article 8), the row stays for the ledgers.
    """
    lock_what_names(user)
    user = User.objects.select_for_update().get(pk=user.pk)
    user.is_active, user.is_staff, user.is_superuser, user.feed_token = False, False, False, None
    if is_anonymous:
        user.name, user.title_before, user.title_after = LEFT, "", ""
        user.email, user.nip = f"keluar-{user.public_id}@{LEFT_HOST}", None
        user.position, user.unit = "", None
        user.set_unusable_password()
        EmailAddress.objects.filter(user=user).delete()
        RosterEntry.objects.filter(user=user).delete()
        CorrectionRequest.objects.filter(user=user).delete()
        Notification.objects.filter(recipient=user).delete()
        for own in (Draft, Saved):
            own.objects.filter(user=user).delete()
    user.leaderships.update(until=timezone.localdate(now) - timedelta(days=1))
    end_sessions(user, now)
    return change_member(user=user, now=now)


def renew_feed_token(*, user: User) -> User:
    """Addresses that were given away open nothing any more."""
    user.feed_token = secrets.token_urlsafe(24)
    user.save(update_fields=["feed_token"])
    return user


def drop_feed_token(*, user: User) -> User:
    user.feed_token = None
    user.save(update_fields=["feed_token"])
    return user
