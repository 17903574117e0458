"""An area as its page reads it: what is the reader's own, and what need not be asked for."""

from django.utils import timezone

from accounts.models import User
from competencies.models import Area

# Written out for the reason that docs/decisions/0030 gives. Followed is what
# `Area.objects.followed_by` lists: tests/competencies/test_subscribe_unit.py compares both.
AREA = """
SELECT
    area.*,
    COALESCE(
        (SELECT level FROM competencies_areafollow AS own
            WHERE own.area_id = area.id AND own.user_id = %s),
        CASE WHEN EXISTS (SELECT 1 FROM competencies_unitfollow AS through
            WHERE through.area_id = area.id AND through.unit_id IN ({units}))
            THEN 'watching' END,
        '') AS my_level,
    EXISTS (SELECT 1 FROM discussions_shelfitem WHERE area_id = area.id) AS has_shelf,
    EXISTS (SELECT 1 FROM competencies_areaexpert WHERE area_id = area.id) AS has_experts,
    EXISTS (SELECT 1 FROM workshops_materialarea WHERE tag_id = area.id) AS has_materials,
    EXISTS (SELECT 1 FROM workshops_workshoparea AS item
            JOIN workshops_session AS session ON session.workshop_id = item.content_object_id
            WHERE item.tag_id = area.id AND session.ends_at >= %s) AS has_workshops
FROM competencies_area AS area
WHERE area.slug = %s
"""


def area_for(user: User, slug: str) -> Area | None:
    """The area with `my_level`; `has_…` is true where asking for it may find something."""
    units = list(user.unit_ids_above) or [0]
    statement = AREA.format(units=", ".join(["%s"] * len(units)))
    rows = Area.objects.raw(statement, [user.pk, *units, timezone.now(), slug])
    area = next(iter(rows), None)
    if area:
        area.is_followed = area.my_level == "watching"
        area.is_muted = area.my_level == "muted"
    return area
