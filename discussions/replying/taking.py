"""A mail becomes an answer, or a draft whose writer is told: what was typed is never lost."""

from datetime import datetime
from email.message import EmailMessage
from hashlib import sha256

from django.utils.translation import override

from accounts.models import User
from discussions import actions, notices, permissions
from discussions.forms import AnswerForm
from discussions.models import Post, Thread, is_sealed_asker
from discussions.replying.cutting import answer_in
from foundation.drafts import find_draft, keep_draft
from foundation.limits import POSTS, spend
from foundation.markdown import MAX_BODY
from foundation.refusals import Refusal
from foundation.text import clean_body
from notifications.telling import telling

MOST_KEPT = 3 * MAX_BODY  # signs of one draft


def take(*, user: User, thread: Thread, mail: EmailMessage, now: datetime) -> Post | None:
    """The answer, or None where it waits as a draft in the form of the question's page."""
    body = clean_body(answer_in(mail))
    with override(user.language):
        try:
            if post := publish(user, thread, body, key_of(mail), now):
                return post
        except Refusal:
            pass  # the form says why when the draft is sent
    keep(user, thread, body, now)
    return None


def publish(user: User, thread: Thread, body: str, key: str, now: datetime) -> Post | None:
    if not permissions.can_answer(user, thread):
        return None
    spend(POSTS, str(user.pk))
    sent = {"body": body, "key": key}
    form = AnswerForm(sent, owner=user, is_nameless=is_sealed_asker(user, thread))
    form.caller = user
    if not form.is_valid():
        return None
    said = {"body": form.cleaned_data["body"], "key": key}
    return actions.post_answer(author=user, thread=thread, now=now, **said)


def key_of(mail: EmailMessage) -> str:
    """A mail server that sends it again makes nothing new."""
    return f"mail-{sha256(str(mail['Message-ID'] or '').encode()).hexdigest()[:34]}"


class DraftIsFull(Exception):
    """More than anybody publishes at once waits there already; nothing of it is taken."""


def keep(user: User, thread: Thread, body: str, now: datetime) -> None:
    """Below what the person's browser keeps there already."""
    form = thread.get_absolute_url()
    draft = find_draft(user=user, form=form)
    typed = dict(draft.fields["values"]).get("body", "") if draft else ""
    if len(typed) + len(body) > MOST_KEPT:
        raise DraftIsFull
    if body not in typed:
        fields = {"values": [["body", f"{typed}\n\n{body}".strip()]], "key": ""}
        sequence = draft.sequence if draft else 0
        keep_draft(user=user, form=form, fields=fields, sequence=sequence, now=now)
    with telling(now=now):
        notices.mail_kept(thread, user)
