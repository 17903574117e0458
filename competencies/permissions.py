"""Who moderates: whoever holds a curatorship, everywhere or in given areas (settled.md 17)."""

from collections.abc import Collection

from accounts.models import User
from accounts.offices import add_office, may_hold
from competencies.models import Area, AreaCuratorship, AreaSuggestion

add_office("curatorship", AreaCuratorship)


def curated_area_ids(user: User) -> frozenset[int | None]:
    """The areas this person moderates; None among them means everywhere. Read once per request."""
    if not may_hold(user, "curatorship"):
        return frozenset()
    if not hasattr(user, "_curated_area_ids"):
        rows = AreaCuratorship.objects.filter(user=user).values_list("area_id", flat=True)
        user._curated_area_ids = frozenset(rows)  # noqa: SLF001  a per-request memory
    return user._curated_area_ids  # noqa: SLF001


def is_moderator(user: User) -> bool:
    return bool(curated_area_ids(user))


def can_moderate_areas(user: User, areas: Collection[Area]) -> bool:
    curated = curated_area_ids(user)
    return None in curated or any(area.pk in curated for area in areas)


def roles_of(user: User) -> set[str]:
    """Employee always; leader, moderator, admin where held."""
    held = {
        "leader": user.is_leader,
        "moderator": is_moderator(user),
        "admin": user.is_admin,
    }
    return {"employee"} | {role for role, is_held in held.items() if is_held}


def can_decide_suggestion(user: User, suggestion: AreaSuggestion) -> bool:
    """A word: who moderates its area; a new area: who moderates all."""
    if suggestion.is_synonym and suggestion.area:
        return can_moderate_areas(user, [suggestion.area])
    return can_merge_areas(user)


def can_merge_areas(user: User) -> bool:
    return None in curated_area_ids(user)
