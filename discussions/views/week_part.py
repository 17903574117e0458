"""What the page of a question of the week says while its answers wait."""

from django.db.models import Count

from discussions import permissions
from discussions.models import HeldAnswer


def week_of(user, thread):
    """What the page of a running question says of its answers."""
    if not thread.holds_answers:
        return {}
    held = HeldAnswer.objects.filter(week__thread=thread)
    return {
        "week": thread.week,
        "own_held": held.filter(author=user).first(),
        "may_hold": permissions.can_hold_answer(user, thread),
        "may_read_held": permissions.can_read_held(user, thread),
        **held.aggregate(held_count=Count("pk")),
    }
