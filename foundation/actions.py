"""Verbs on foundation's own tables."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models

from foundation.drafts import KEPT
from foundation.models import Draft, Saved, ScheduledRun, SentForm

REPEAT_WINDOW = timedelta(hours=24)  # ux 4.2: the server ignores repeats for a day


def forget_old_rows(*, now: datetime) -> int:
    """Removes keys of forms and slots of the schedule that nobody asks for any more."""
    forms, _per_table = SentForm.objects.filter(sent_at__lt=now - REPEAT_WINDOW).delete()
    slots, _per_table = ScheduledRun.objects.filter(due_at__lt=now - timedelta(days=30)).delete()
    drafts, _per_table = Draft.objects.filter(saved_at__lt=now - KEPT).delete()
    return forms + slots + drafts


def save_for_later(*, user: Any, about: models.Model, now: datetime) -> None:
    """Keeps a thing to read again; saving twice changes nothing."""
    Saved.objects.get_or_create(
        user=user,
        about_type=ContentType.objects.get_for_model(about),
        about_id=about.pk,
        defaults={"at": now},
    )


def forget_saved(*, user: Any, about: models.Model) -> None:
    kind = ContentType.objects.get_for_model(about)
    Saved.objects.filter(user=user, about_type=kind, about_id=about.pk).delete()
