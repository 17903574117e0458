"""Who leads whom. Moderators are known in competencies, where areas are."""

from datetime import datetime

from accounts.models import Unit, User


def can_lead_unit(user: User, unit: Unit | None) -> bool:
    """Leads this unit or one above it, or is an admin."""
    return user.is_admin or (unit is not None and unit.pk in user.led_unit_ids)


def is_suspended(user: User, now: datetime) -> bool:
    return user.suspended_until is not None and user.suspended_until > now
