"""What may be done with a question, behind its three dots.

The menu is drawn once for each state: of all that it says only the two ids are the question's own.
"""

from typing import Any

from django.utils.safestring import SafeString, mark_safe

from accounts.models import User
from discussions import permissions
from discussions.models import Post, Thread
from foundation.templatetags.face import kept

THREAD, OPENING = "aaaaa", "eeeeee"  # no id has a vowel (foundation/models.py)
POWERS = (
    *("is_asker", "may_answer", "may_edit", "may_suggest", "may_propose", "may_see_seal"),
    *("may_reopen", "may_close", "may_delete"),
)


def powers_of(user: User, thread: Thread, opening: Post) -> dict[str, Any]:
    """What this person may do with the question, and the menu that offers it."""
    powers = permissions.powers(user, opening)
    return powers | {"menu": menu_of(thread, opening, powers)}


def menu_of(thread: Thread, opening: Post, powers: dict[str, bool]) -> SafeString:
    html = kept(
        "discussions/_thread_menu.html",
        thread_id=THREAD,
        opening_id=OPENING,
        is_question=thread.kind == Thread.Kind.QUESTION,
        is_open=thread.is_open,
        is_closed=thread.closed_at is not None,
        is_muted=thread.my_level == "muted",
        is_solved=thread.is_solved,
        is_locked=thread.solution_locked_at is not None,
        is_slow=thread.is_slow,
        is_outdated=opening.outdated_at is not None,
        may_outdate=opening.may_outdate,
        moderates=opening.moderates,
        **{name: powers[name] for name in POWERS},
    )
    own = html.replace(OPENING, opening.public_id).replace(THREAD, thread.public_id)
    return mark_safe(own)  # noqa: S308  a rendered template
