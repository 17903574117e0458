"""What becomes of suggested wordings when their text leaves, or may not be read any more."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from discussions.models import EditSuggestion, Post


def lapse_suggestions(posts: Iterable[Post], now: datetime) -> list[EditSuggestion]:
    """Nobody decides about the open ones any more; returns them, for those to be told."""
    at_posts = EditSuggestion.objects.open().filter(post__in=list(posts))
    lapsing = list(at_posts.select_related("author").oldest_first())
    lapsed = {"state": EditSuggestion.State.LAPSED, "decided_at": now}
    EditSuggestion.objects.filter(pk__in=[one.pk for one in lapsing]).update(**lapsed)
    return lapsing


def withhold_suggestions(**which: Any) -> None:
    """Their words are gone for good: they say what the text said."""
    speaking = EditSuggestion.objects.filter(**which).exclude(body="")
    speaking.update(title="", body="", reason="", decision_reason="")
