"""Web push: a browser that a person asked us to wake (RFC 8030, 8291, 8292).

The endpoint is the one address that people give us and we call: https, and only the hosts of
FORUM_PUSH_HOSTS (settled.md 33), without following a redirect.
"""

import json
from datetime import datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from notifications.mail import words_of
from notifications.models import Notification, PushSubscription
from notifications.outbox import Hopeless

TTL = 24 * 60 * 60  # seconds a push service keeps it for a phone that is off
PATIENCE = 10  # seconds
DEVICE_COOKIE = "perangkat"
GONE = (404, 410)


def is_on() -> bool:
    return bool(settings.FORUM_VAPID_KEY)


def may_call(endpoint: str) -> bool:
    """Whether this is the address of a push service that we know."""
    address = urlsplit(endpoint)
    host = address.hostname or ""
    known = any(
        host == one or (one.startswith(".") and host.endswith(one))
        for one in settings.FORUM_PUSH_HOSTS
    )
    is_plain = address.username is None and not address.fragment
    return address.scheme in settings.FORUM_PUSH_SCHEMES and is_plain and known


def send(row: Notification, now: datetime) -> None:
    """To each browser of the reader; those that are gone are forgotten.

    Raises what the last one failed with, so that the outbox tries again.
    """
    failure: Exception | None = None
    reached = 0
    for one in PushSubscription.objects.filter(user=row.recipient):
        try:
            reached += wake(one, row)
        except OSError as error:  # requests' errors and pywebpush's refusals of a moment
            failure = error
    if reached:
        return
    if failure:
        raise failure
    raise Hopeless("no browser is left")


def wake(subscription: PushSubscription, row: Notification) -> bool:
    """Whether the push service took it."""
    status = post(subscription, payload_of(subscription, row))
    if status in GONE:
        subscription.delete()
        return False
    if status >= 400:
        raise ConnectionError(f"the push service answered {status}")
    return True


def payload_of(subscription: PushSubscription, row: Notification) -> str:
    """Without words of members, unless this browser's owner wants them on its lock screen."""
    shown = words_of(row) if subscription.shows_text else str(row.declared.label)
    return json.dumps(
        {
            "title": settings.FORUM_SITE_NAME,
            "body": shown[:200],
            "url": untitled(row),
            "tag": f"{row.about_type_id}-{row.about_id}",
        }
    )


def untitled(row: Notification) -> str:
    """The address without the title's words, which nobody else's eyes need see."""
    slug = getattr(row.about, "slug", "")
    url = row.get_absolute_url()
    return url.replace(f"-{slug}/", "/", 1) if slug else url


def post(subscription: PushSubscription, payload: str) -> int:
    """The status that the push service answers with."""
    import requests  # noqa: PLC0415  0.8 s of imports that only a push needs
    from pywebpush import WebPushException, webpush  # noqa: PLC0415

    if not may_call(subscription.endpoint):
        return GONE[0]
    session = requests.Session()
    session.max_redirects = 0
    try:
        answer = webpush(
            {"endpoint": subscription.endpoint, "keys": subscription.keys},
            payload,
            vapid_private_key=settings.FORUM_VAPID_KEY,
            vapid_claims={"sub": settings.FORUM_VAPID_CONTACT},
            ttl=TTL,
            timeout=PATIENCE,
            requests_session=session,
        )
    except requests.TooManyRedirects:
        return GONE[0]
    except WebPushException as error:
        return error.response.status_code if error.response is not None else 599
    return answer.status_code


def public_key() -> str:
    """What browsers subscribe with, or empty while push is off."""
    return point_of(settings.FORUM_VAPID_KEY) if is_on() else ""


@lru_cache(maxsize=2)
def point_of(private_key: str) -> str:
    """The uncompressed public point in base64url (RFC 8292, 3.2)."""
    from cryptography.hazmat.primitives.serialization import (  # noqa: PLC0415  only with push
        Encoding,
        PublicFormat,
    )
    from py_vapid import Vapid02, b64urlencode  # noqa: PLC0415

    point: Any = Vapid02.from_string(private_key).public_key
    return b64urlencode(point.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))
