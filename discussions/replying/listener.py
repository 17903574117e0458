"""The SMTP door for answers. A mail server in front of it receives for the domain (docs/how-to)."""

import logging
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from channels.db import database_sync_to_async
from django.conf import settings
from django.utils import timezone

from discussions.models.replying import addressee
from discussions.replying.taking import DraftIsFull, take

logger = logging.getLogger("sepakat.replies")
LARGEST = 5 * 1024 * 1024  # bytes: words with somebody's logo below; files are not taken
NOBODY = "<>"  # the sender of a bounce, as aiosmtpd says it
TAKEN = "250 OK"
UNKNOWN = "550 5.1.1 No such mailbox"
NOT_THE_OWNER = "550 5.7.1 Write from the email of your account"
TOO_LONG = "552 5.3.4 Longer than an answer may be"
LATER = "451 4.3.0 Try again later"


class Door:
    """Says no while the sender still listens; what goes wrong here is sent again by its server."""

    async def handle_RCPT(  # noqa: N802  aiosmtpd names its hooks
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list
    ) -> str:
        try:
            found = await database_sync_to_async(addressee)(address, timezone.now())
        except Exception:
            logger.exception("an address could not be looked up")
            return LATER
        if found is None:
            return UNKNOWN
        envelope.rcpt_tos.append(address)
        return TAKEN

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        mail = message_from_bytes(envelope.original_content or b"", policy=default)
        try:
            return await database_sync_to_async(receive)(mail, envelope)
        except DraftIsFull:
            return TOO_LONG
        except Exception:
            logger.exception("a mail could not be taken")
            return LATER


def receive(mail: EmailMessage, envelope: Envelope) -> str:
    """Holiday notes and bounces are taken and dropped (RFC 3834)."""
    if envelope.mail_from == NOBODY or mail.get("Auto-Submitted", "no").lower() != "no":
        return TAKEN
    now = timezone.now()
    for address in envelope.rcpt_tos:
        found = addressee(address, now)
        if found is None:
            return UNKNOWN
        user, thread = found
        if parseaddr(str(mail["From"]))[1].lower() != user.email.lower():
            return NOT_THE_OWNER
        take(user=user, thread=thread, mail=mail, now=now)
    return TAKEN


def open_door() -> Controller:
    """Listens in a thread of its own until `stop()`."""
    host, port = settings.FORUM_REPLY_BIND.rsplit(":", 1)
    said = {"data_size_limit": LARGEST, "ident": settings.FORUM_SITE_NAME}
    door = Controller(Door(), hostname=host, port=int(port), **said)
    door.start()
    return door
