"""A notification as a mail: plain text that reads well, and the same with the hem (ux 3.4)."""

from datetime import datetime
from html import unescape
from smtplib import SMTPRecipientsRefused
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.text import capfirst

from foundation.templatetags.face import notice
from notifications.leaving import address_of, token_of
from notifications.models import MailStanding, Notification
from notifications.outbox import Hopeless

SUBJECT = 140  # signs; a phone shows less
BOUNCES = 3  # refusals for good, after which nobody writes to the address


def send(row: Notification, now: datetime) -> None:
    """`row` carries `.about` and `.declared` (kinds.seen_by); the reader's language is active."""
    hand_over(letter(row, now), row.recipient, now)


def hand_over(mail: EmailMultiAlternatives, user: Any, now: datetime) -> None:
    """A server's "never" (5xx, RFC 5321) counts against the address; a "not now" is tried again."""
    try:
        mail.send()
    except SMTPRecipientsRefused as refusal:
        code = next(iter(refusal.recipients.values()))[0]
        if code < 500:
            raise
        note_bounce(user, now)
        raise Hopeless(f"refused with {code}") from None
    MailStanding.objects.filter(user=user, paused_at=None).delete()


def note_bounce(user: Any, now: datetime) -> None:
    """After BOUNCES in a row the address is left alone until its owner says that it works."""
    standing, _is_new = MailStanding.objects.get_or_create(user=user)
    standing.bounces += 1
    if standing.bounces >= BOUNCES:
        standing.paused_at = standing.paused_at or now
    standing.save()


def letter(row: Notification, now: datetime) -> EmailMultiAlternatives:
    words = words_of(row)
    why = one_line(unescape(render_to_string("notifications/_reason.html", {"row": row})))
    reply_to = row.declared.reply_to(row) if row.declared.reply_to else ""
    context = {
        "row": row,
        "words": words,
        "details": row.declared.details(row) if row.declared.details else [],
        "is_answered": bool(reply_to),
        "preheader": why or words,
        "why": capfirst(why.lstrip("· ")),
        "link": f"{settings.FORUM_SITE_URL}{row.get_absolute_url()}",
    }
    mail = envelope(row.recipient, words, "notifications/mail", context, token_of(row))
    mail.extra_headers |= thread_headers(row)
    if reply_to:
        mail.reply_to = [reply_to]
    for one in row.declared.attach(row, now) if row.declared.attach else ():
        if one.filename:
            mail.attach(one.filename, one.content, one.mimetype)
        else:
            mail.attach_alternative(one.content, one.mimetype)
    return mail


def envelope(
    user: Any, subject: str, template: str, context: dict[str, Any], token: str
) -> EmailMultiAlternatives:
    """Both forms of one text, with the way to stop it in one press (RFC 8058)."""
    leave = f"{settings.FORUM_SITE_URL}{address_of(token)}"
    style = render_to_string("notifications/mail.css")
    context |= {
        "subject": subject,
        "leave": leave,
        "site": settings.FORUM_SITE_NAME,
        "style": mark_safe(f"<style>{style}</style>"),  # noqa: S308  our own file
    }
    mail = EmailMultiAlternatives(
        subject=subject if len(subject) <= SUBJECT else f"{subject[: SUBJECT - 1]}…",
        body=render_to_string(f"{template}.txt", context),
        to=[user.email],
        headers={
            "Auto-Submitted": "auto-generated",
            "List-Id": f"{settings.FORUM_SITE_NAME} <kabar.{host()}>",
            "List-Unsubscribe": f"<{leave}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )
    mail.attach_alternative(render_to_string(f"{template}.html", context), "text/html")
    return mail


def words_of(row: Notification) -> str:
    """The notice as one line of plain text, in the active language."""
    return one_line(unescape(notice(row, "txt")))


def thread_headers(row: Notification) -> dict[str, str]:
    """Mails about one thing stand together in a mail program, under a root that was never sent.

    The same `Message-ID` at every try, so that a second copy is known as one (F6); another one
    when more has happened meanwhile (`seq`), which no mail program may take for a copy.
    """
    root = f"<tentang-{row.about_type_id}-{row.about_id}@{host()}>"
    return {
        "Message-ID": f"<kabar-{row.pk}-{row.seq}@{host()}>",
        "In-Reply-To": root,
        "References": root,
    }


def host() -> str:
    return urlsplit(settings.FORUM_SITE_URL).hostname or "localhost"


def one_line(text: str) -> str:
    """Without line breaks: a title could carry them into a header (R33)."""
    return " ".join(text.split())
