"""Sending a form twice makes one thing: the second time finds what the first one made."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import models, transaction

from foundation.models import SentForm
from foundation.shown import fingerprint


class Sending:
    """One sending of a form; `made` is what an earlier sending of the same key made, or None."""

    def __init__(self, row: SentForm | None, made: Any = None):
        self.row = row
        self.made = made

    def made_with(self, **words: Any) -> Any:
        """What it made, if it said `words` then, too: other words on the form are never dropped."""
        if self.row is None:
            return None
        said, self.row.said = self.row.said, fingerprint(words)
        if getattr(self.made, "deleted_at", None):
            return None  # removed since: sending it again makes another
        # Empty in rows of the version before: a form that waited through an update is still one.
        return self.made if said in ("", self.row.said) else None

    @property
    def shown(self) -> str:
        """What stood in it when this form had made it, as marks (shown.py)."""
        return self.row.shown if self.row else ""

    def keep(self, noun: models.Model, shown: str = "") -> Any:
        """Remembers `noun` (it has a public_id) as what this form made, and returns it."""
        if self.row:
            self.row.shown = shown
            self.row.kind = noun._meta.label_lower
            self.row.public_id = noun.public_id
            self.row.save(update_fields=["kind", "public_id", "said", "shown"])
        return noun


@contextmanager
def once(*, user: Any, key: str, makes: type[models.Model], now: datetime) -> Iterator[Sending]:
    """With a key: opens a transaction whose first row it is. Without one it protects nothing.

    `made` is of the model that this form `makes`: a key of another form finds nothing.
    """
    if not key:
        yield Sending(None)
        return
    with transaction.atomic():
        row, is_new = SentForm.objects.get_or_create(
            user=user, key=key[:40], defaults={"sent_at": now}
        )
        if is_new or row.kind != makes._meta.label_lower:
            yield Sending(row)
        else:
            yield Sending(row, makes._base_manager.filter(public_id=row.public_id).first())
