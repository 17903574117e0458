"""May I? The leader's question of the week."""

from accounts.models import User
from competencies.permissions import is_moderator
from discussions.models import Thread
from discussions.permissions.threads import is_asker, moderating_role


def week_role(user: User) -> str:
    """As whom this person may ask one, or empty: leaders their units, others everyone."""
    if user.is_admin:
        return "admin"
    if user.is_leader:
        return "leader"
    return "moderator" if is_moderator(user) else ""


def can_hold_answer(user: User, thread: Thread) -> bool:
    """Whoever asked waits with the own answer until the others' are opened."""
    return user.is_active and thread.is_open and thread.holds_answers and not is_asker(user, thread)


def can_read_held(user: User, thread: Thread) -> bool:
    """Moderators, for safety; never whoever asked."""
    return bool(moderating_role(user, thread)) and not is_asker(user, thread)
