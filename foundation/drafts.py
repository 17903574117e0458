"""What a person has typed and not sent, kept for their other devices (rows 76, 77).

A page reads the draft with its `sequence` and saves with that number: whoever saves on top of a
newer one is told, and nothing is overwritten.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.models import Draft, SentForm
from foundation.refusals import Refusal

KEPT = timedelta(days=90)
MOST = 50  # drafts of one person; the oldest make room


class DraftIsNewer(Refusal):
    """Another tab or device has saved meanwhile; `draft` is what it saved."""

    message = _("This form was filled in elsewhere meanwhile.")

    def __init__(self, draft: Draft):
        super().__init__()
        self.draft = draft


def find_draft(*, user: Any, form: str) -> Draft | None:
    """The draft of this form; what was sent since is no draft any more."""
    draft = Draft.objects.filter(user=user, key=form).first()
    if draft is None:
        return None
    sent = SentForm.objects.filter(user=user, key=draft.fields.get("key") or "-")
    if sent.exclude(public_id="").exists():
        draft.delete()
        return None
    return draft


def drafts_of(user: Any) -> list[Draft]:
    """All of them, the newest first, without what was sent since."""
    drafts = list(Draft.objects.filter(user=user).order_by("-saved_at", "-pk"))
    keys = [draft.fields.get("key") or "-" for draft in drafts]
    sent = SentForm.objects.filter(user=user, key__in=keys).exclude(public_id="")
    known = set(sent.values_list("key", flat=True))
    return [draft for draft, key in zip(drafts, keys, strict=True) if key not in known]


@transaction.atomic
def keep_draft(
    *, user: Any, form: str, fields: dict[str, Any], sequence: int, now: datetime
) -> Draft:
    """Saves `fields` as the next after `sequence`; raises DraftIsNewer when it is not the last."""
    draft, is_new = Draft.objects.select_for_update().get_or_create(
        user=user, key=form, defaults={"fields": fields, "sequence": 1, "saved_at": now}
    )
    if is_new:
        old = Draft.objects.filter(user=user).order_by("-saved_at", "-pk")[MOST:]
        Draft.objects.filter(pk__in=[one.pk for one in old]).delete()
        return draft
    if draft.sequence != sequence:
        raise DraftIsNewer(draft)
    draft.fields, draft.sequence, draft.saved_at = fields, sequence + 1, now
    draft.save()
    return draft


@transaction.atomic
def forget_draft(*, user: Any, form: str, sequence: int | None = None) -> None:
    """Throws away what was read; a text that came after `sequence` stays (DraftIsNewer)."""
    draft = Draft.objects.select_for_update().filter(user=user, key=form).first()
    if draft and sequence is not None and draft.sequence != sequence:
        raise DraftIsNewer(draft)
    if draft:
        draft.delete()
