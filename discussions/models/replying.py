"""Whose answer to which question: written into the address that a mail is replied to."""

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.models import User
from accounts.permissions import is_suspended
from discussions.models import Thread


def address_of(user: User, thread: Thread) -> str:
    """`jawab+<question>.<person>.<mac>@domain`, 60 signs before the @ at most (RFC 5321: 64).

    Empty where mail is not taken. A new password makes all of a person's addresses void.
    """
    if not settings.FORUM_REPLY_ADDRESS:
        return ""
    name, domain = settings.FORUM_REPLY_ADDRESS.rsplit("@", 1)
    token = f"{thread.public_id}.{user.public_id}.{mac(user, thread.public_id)}"
    return f"{name}+{token}@{domain}"


def mac(user: User, thread_id: str) -> str:
    """128 bits; lower case alone, since mail servers may fold it."""
    signed = f"{thread_id} {user.public_id} {user.password}"
    return salted_hmac("discussions.replying", signed, algorithm="sha256").hexdigest()[:32]


def addressee(address: str, now) -> tuple[User, Thread] | None:
    """Nobody learns whether the address, the account, the permission or the question is missing."""
    name, at, domain = address.lower().rpartition("@")
    own_name, own_domain = settings.FORUM_REPLY_ADDRESS.lower().rsplit("@", 1)
    prefix, plus, token = name.partition("+")
    if not (at and plus) or (prefix, domain) != (own_name, own_domain) or token.count(".") != 2:
        return None
    thread_id, user_id, sent = token.split(".")
    user = User.objects.active().filter(public_id=user_id).first()
    if user is None or not constant_time_compare(sent, mac(user, thread_id)):
        return None
    if is_suspended(user, now):
        return None
    thread = Thread.objects.visible_to(user).filter(public_id=thread_id).first()
    return (user, thread) if thread else None
