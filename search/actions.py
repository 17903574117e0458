"""Domains call these inside their own actions, so the index is never behind."""

from datetime import datetime
from typing import Any

from django.db import transaction

from search.engines import Words, engine
from search.folding import folded
from search.models import SearchEntry

MOST_BODY = 60_000  # signs of a thing that are worth indexing


@transaction.atomic
def index_entry(
    *, noun: Any, title: str, url: str, audience: str, now: datetime, **more: Any
) -> SearchEntry:
    """Adds or replaces what can be found of `noun`.

    `more`: body, areas (model rows with name, name_en and code), boost, mark.
    """
    areas = list(more.get("areas", ()))
    named = " ".join(f"{one.name} {one.name_en} {one.code} {one.keywords}" for one in areas)
    entry, _is_new = SearchEntry.objects.update_or_create(
        kind=noun._meta.label_lower,
        object_id=noun.pk,
        defaults={
            "title": title[:250],
            "body": more.get("body", "")[:MOST_BODY],
            "areas": ", ".join(area.name for area in areas)[:600],
            "url": url,
            "mark": more.get("mark", ""),
            "boost": more.get("boost", 1.0),
            "audience": audience,
            "updated_at": now,
        },
    )
    engine().write(entry.pk, Words(folded(entry.title), folded(named), folded(entry.body)))
    return entry


def forget_entry(*, noun: Any) -> None:
    SearchEntry.objects.filter(kind=noun._meta.label_lower, object_id=noun.pk).delete()
