"""What members miss in the vocabulary, and what moderators make of it (rows 39, 40)."""

from datetime import datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from competencies.actions.indexing import index_area
from competencies.models import Area, AreaSlug, AreaSuggestion
from foundation.refusals import Refusal

OPEN = 5  # suggestions of one person that wait


class NameIsTaken(Refusal):
    message = _("An area of this name, or with this word, is there already.")


class SuggestedEnough(Refusal):
    message = _("Five suggestions of yours wait already. Moderators look at them first.")


class SuggestionIsDecided(Refusal):
    message = _("This suggestion was decided meanwhile.")


def suggest_area(
    *, by: User, name: str, area: Area | None, is_synonym: bool, reason: str, now: datetime
) -> AreaSuggestion:
    """Another word for `area`, or a new area below it (at the top where it is None)."""
    refuse_taken(name)
    if AreaSuggestion.objects.filter(by=by, decided_at=None).count() >= OPEN:
        raise SuggestedEnough
    return AreaSuggestion.objects.create(
        by=by, name=name, area=area, is_synonym=is_synonym, reason=reason, at=now
    )


def refuse_taken(name: str) -> None:
    slug = slugify(name)
    same = Area.objects.filter(name__iexact=name).exists() or Area.objects.named(slug).exists()
    if not slug or same:
        raise NameIsTaken


@transaction.atomic
def decide_suggestion(
    *, actor: User, suggestion: AreaSuggestion, is_accepted: bool, now: datetime
) -> AreaSuggestion:
    """A word finds its area from now on; an area can be chosen."""
    suggestion = AreaSuggestion.objects.select_for_update().get(pk=suggestion.pk)
    if suggestion.decided_at:
        raise SuggestionIsDecided
    suggestion.decided_by, suggestion.decided_at = actor, now
    suggestion.is_accepted = is_accepted
    suggestion.save()
    if is_accepted:
        refuse_taken(suggestion.name)
        index_area(
            add_word(suggestion, now) if suggestion.is_synonym else add_area(suggestion, now),
            now=now,
        )
    return suggestion


def add_word(suggestion: AreaSuggestion, now: datetime) -> Area:
    area = Area.objects.select_for_update().get(pk=suggestion.area_id)
    area.keywords = f"{area.keywords}, {suggestion.name}".strip(", ")[:300]
    area.updated_at = now
    area.save(update_fields=["keywords", "updated_at"])
    AreaSlug.objects.create(area=area, slug=slugify(suggestion.name)[:100])
    return area


def add_area(suggestion: AreaSuggestion, now: datetime) -> Area:
    parent, name = suggestion.area, suggestion.name
    return Area.objects.create(
        name=name,
        name_en=name,
        slug=slugify(name)[:100],
        code=f"U.{suggestion.pk}",
        family=parent.family if parent else Area.Family.TECHNICAL,
        parent=parent,
        updated_at=now,
    )
