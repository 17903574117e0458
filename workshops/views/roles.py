"""What a role alone opens asks for the second factor (settled.md 17)."""

from accounts.second_factor import SecondFactorMissing, lacks_factor
from workshops import permissions


def by_right_or_role(request, found):
    """Whoever would see it without the role is not asked."""
    user = request.user
    lacks = lacks_factor(user, permissions.acting_role(user))
    if lacks and not type(found).objects.without_role(user).filter(pk=found.pk).exists():
        raise SecondFactorMissing
    return found
