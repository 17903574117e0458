"""May I? Predicates about guides, the shelf and rules."""

from accounts.models import User
from competencies.models import Area
from competencies.permissions import can_moderate_areas, curated_area_ids
from discussions.models import Guide, Post
from discussions.permissions.threads import moderating_role


def curates(user: User, area: Area) -> bool:
    return can_moderate_areas(user, [area])


def can_grow(user: User, answer: Post) -> bool:
    """A moderator of its areas, from a solution."""
    return bool(moderating_role(user, answer.thread)) and answer.is_solution


def guiding_role(user: User, guide: Guide) -> str:
    """Who keeps it true: its owner, or a moderator of its areas; or empty."""
    if guide.owner_id == user.pk:
        return "owner"
    return "moderator" if can_moderate_areas(user, guide.shown_areas) else ""


def moderates_guide(user: User, guide: Guide) -> bool:
    return can_moderate_areas(user, guide.shown_areas)


def can_revive(user: User, guide: Guide) -> bool:
    """A moderator, or its owner where the owner retired it: as with closed questions."""
    last = guide.events.filter(verb="retire").order_by("-pk").first()
    is_own = guide.owner_id == user.pk and last is not None and last.actor_id == user.pk
    return guide.retired_at is not None and (is_own or moderates_guide(user, guide))


def can_revoke(user: User) -> bool:
    """It marks texts of every area, so only a moderator of all of them."""
    return None in curated_area_ids(user)
