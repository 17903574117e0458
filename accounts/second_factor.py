"""One `require()` for everything that is allowed: permission first, then the second factor.

Whoever acts by a role of `FORUM_MFA_ROLES` sets up a second factor before the first role page
(settled.md 17). Every later sign-in asks for it, which is allauth's part.
"""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.core.exceptions import PermissionDenied

from accounts.models import User


class SecondFactorMissing(Exception):
    """The role's page waits until its holder has set up a second factor."""


def require(allowed: bool, *, user: User | None = None, role: str = "", message=None) -> None:
    """Raises PermissionDenied unless allowed, then SecondFactorMissing where the role needs one.

    `role` is what the person acts by (leader, moderator, admin), or empty for one's own things.
    """
    if not allowed:
        raise PermissionDenied(message or "")
    if lacks_factor(user, role):
        raise SecondFactorMissing


def lacks_factor(user: User | None, role: str) -> bool:
    """The role opens nothing yet; one's own things stay open."""
    return role in settings.FORUM_MFA_ROLES and not is_mfa_enabled(user)
