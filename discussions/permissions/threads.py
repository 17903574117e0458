"""May I? Pure predicates about threads and answers."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from accounts.models import User
from competencies.permissions import can_moderate_areas
from discussions.models import (
    Attachment,
    Comment,
    EditSuggestion,
    Post,
    Review,
    SealRequest,
    Solution,
    Thread,
    is_by,
    is_sealed_asker,
)
from discussions.models.reportable import deciders_of, reportable_of


def is_asker(user: User, thread: Thread) -> bool:
    return is_by(user, thread)


def can_ask(user: User) -> bool:
    return user.is_active


def can_announce(user: User) -> bool:
    """Leaders to their units, admins to everyone."""
    return user.is_active and (user.is_leader or user.is_admin)


def announcing_role(user: User) -> str:
    return "admin" if user.is_admin else "leader"


def can_acknowledge(user: User, thread: Thread) -> bool:
    """Those for whom it is meant; moderators see others' announcements too."""
    is_meant = thread.is_for_all or thread.unit_id in user.unit_ids_above
    return thread.asks_receipt and is_meant and not is_asker(user, thread)


def can_see_receipts(user: User, thread: Thread) -> bool:
    """Who has not read it: whoever announced it, leaders of its unit, admins."""
    leads = thread.visibility == Thread.Visibility.UNIT and thread.unit_id in user.led_unit_ids
    announced = is_asker(user, thread) and can_announce(user)
    return thread.asks_receipt and (announced or leads or user.is_admin)


def can_answer(user: User, thread: Thread) -> bool:
    return user.is_active and thread.is_open


def can_edit_announcement(user: User, thread: Thread) -> bool:
    """Whoever announced it, while they still lead the unit or are an admin."""
    to_unit = thread.visibility == Thread.Visibility.UNIT
    still_leads = to_unit and thread.unit_id in user.led_unit_ids
    return is_asker(user, thread) and thread.is_open and (still_leads or user.is_admin)


def wrote(user: User, post: Post) -> bool:
    return is_by(user, post) and post.deleted_at is None


def can_edit_post(user: User, post: Post) -> bool:
    """Its author, while the thread is open."""
    if post.no == 1 and post.thread.kind == Thread.Kind.ANNOUNCEMENT:
        return can_edit_announcement(user, post.thread)
    return wrote(user, post) and post.thread.is_open


def is_anothers(user: User, post: Post) -> bool:
    """Somebody else's question or answer; what leaders announce is worded by them alone."""
    return user.is_active and post.thread.kind == Thread.Kind.QUESTION and not is_by(user, post)


def can_suggest_edit(user: User, post: Post) -> bool:
    is_readable = not (post.hidden_at or post.thread.hidden_at)
    return is_anothers(user, post) and post.thread.is_open and is_readable


def reviewing_role(user: User, suggestion: EditSuggestion) -> str:
    """As whom this person decides: author of the text, moderator, or empty; never the suggester."""
    thread = suggestion.post.thread
    if is_by(user, suggestion.post):
        return "author"
    # A moderator who asked here without a name would be told apart by a moderator's word.
    if is_by(user, suggestion) or (thread.sealed_mark and is_asker(user, thread)):
        return ""
    return moderating_role(user, thread)


def can_withdraw_suggestion(user: User, suggestion: EditSuggestion) -> bool:
    return is_by(user, suggestion)


def deleting_comment_role(user: User, comment: Comment) -> str:
    """Its author, and moderators of the thread's areas."""
    return "author" if is_by(user, comment) else moderating_role(user, comment.thread)


def restoring_comment_role(user: User, comment: Comment) -> str:
    """Its author what they took back; moderators anything but what was removed of their own."""
    if is_by(user, comment):
        return "author" if comment.was_taken_back else ""
    return moderating_role(user, comment.thread)


def can_edit_comment(user: User, comment: Comment) -> bool:
    """Its author, to mend what a moderator gave back."""
    return is_by(user, comment) and bool(comment.hidden_reason) and comment.thread.is_open


def can_turn_into_answer(user: User, comment: Comment) -> bool:
    """Its author, and moderators of the areas, while the question takes answers."""
    return comment.thread.is_open and bool(deleting_comment_role(user, comment))


def closing_role(user: User, thread: Thread) -> str:
    """As whom this person may close the question: asker, moderator, or empty."""
    if is_asker(user, thread):
        return "asker"
    return moderating_role(user, thread)


def reopening_role(user: User, thread: Thread) -> str:
    """The asker opens what the asker closed; a moderator's word stands until a moderator's."""
    own = user.pk if thread.author_id else None  # a sealed asker closes without a name
    if is_asker(user, thread) and thread.closed_by_id == own:
        return "asker"
    return moderating_role(user, thread)


def deleting_role(user: User, thread: Thread) -> str:
    """The asker while nobody has answered; a moderator of its areas."""
    is_free = not thread.answer_count or thread.kind == Thread.Kind.ANNOUNCEMENT
    if is_asker(user, thread) and is_free and not (thread.hidden_at or thread.holds_answers):
        return "asker"  # what is hidden waits for moderators, and is not written anew without them
    return moderating_role(user, thread)


def deleting_answer_role(user: User, answer: Post) -> str:
    if wrote(user, answer) and answer.thread.is_open and not answer.hidden_at:
        return "author"
    return moderating_role(user, answer.thread)


def outdating_role(user: User, post: Post) -> str:
    return "author" if wrote(user, post) else moderating_role(user, post.thread)


def can_propose_duplicate(user: User, thread: Thread) -> bool:
    is_question = thread.kind == thread.Kind.QUESTION
    return user.is_active and is_question and thread.is_open and not is_asker(user, thread)


def answering_duplicate_role(user: User, thread: Thread) -> str:
    """Who says whether another question answers this one: its asker, or a moderator."""
    return "asker" if is_asker(user, thread) else moderating_role(user, thread)


def can_merge(user: User, source: Thread, into: Thread) -> bool:
    """A moderator of both."""
    return bool(moderating_role(user, source) and moderating_role(user, into))


def powers(user: User, opening: Post) -> dict[str, bool]:
    """What this person may do with a question, by the names that its page asks for."""
    thread = opening.thread
    return {
        "is_asker": is_asker(user, thread),
        "may_answer": can_answer(user, thread),
        "may_take": can_take_question(user, thread),
        "may_edit": can_edit_post(user, opening),
        "may_suggest": can_suggest_edit(user, opening),
        "may_close": bool(closing_role(user, thread)),
        "may_reopen": bool(reopening_role(user, thread)),
        "may_delete": bool(deleting_role(user, thread)),
        "may_see_receipts": can_see_receipts(user, thread),
        "may_propose": can_propose_duplicate(user, thread),
        "may_see_seal": can_see_seal(user, thread),
        "may_answer_duplicate": bool(answering_duplicate_role(user, thread)),
    }


def can_report(user: User, about: Any) -> bool:
    thing = reportable_of(about)
    is_own = thing.maker_of(about) == user if thing else is_by(user, about)
    return user.is_active and not is_own


def can_decide(user: User, review: Review) -> bool:
    """A moderator of its areas, but never about an own text."""
    about = review.about
    if review.thread is None:
        return about is not None and deciders_of(review).filter(pk=user.pk).exists()
    is_own = about is not None and is_by(user, about)
    return not is_own and moderates(user, review.thread)


def moderates(user: User, thread: Thread) -> bool:
    """A moderator of its areas, who did not ask it without a name.

    The history would say that nobody in particular did it, and so who asked.
    """
    return can_moderate_areas(user, thread.shown_areas) and not is_sealed_asker(user, thread)


def moderating_role(user: User, thread: Thread) -> str:
    """A moderator of the thread's areas, or empty."""
    return "moderator" if moderates(user, thread) else ""


def can_take_question(user: User, thread: Thread) -> bool:
    may = can_answer(user, thread) and not is_asker(user, thread)
    return may and thread.kind == Thread.Kind.QUESTION and not thread.holds_answers


def can_confirm(user: User, post: Post) -> bool:
    """Nobody confirms the own answer."""
    return user.is_active and not is_by(user, post) and post.kind == Post.Kind.ANSWER


def restoring_role(user: User, post: Post) -> str:
    """Who brings an earlier wording back: its author, or a moderator."""
    return "author" if wrote(user, post) else moderating_role(user, post.thread)


def can_mark_helpful(user: User, post: Post) -> bool:
    return not is_by(user, post)


def can_mark_me_too(user: User, thread: Thread) -> bool:
    return not is_asker(user, thread)


def accepting_role(user: User, thread: Thread, now: datetime) -> str:
    """As whom this person may choose the best solution now: asker, moderator, or empty.

    A moderator steps in after silence, or when a choice is wrong or outdated (settled.md 21).
    """
    if thread.kind != thread.Kind.QUESTION:
        return ""
    if is_asker(user, thread):
        return "" if thread.solution_locked_at else Solution.Kind.ASKER
    if moderates(user, thread) and (thread.is_solved or is_silent(thread, now)):
        return Solution.Kind.MODERATOR
    return ""


def is_silent(thread: Thread, now: datetime) -> bool:
    since = now - timedelta(days=settings.FORUM_MODERATOR_SILENCE_DAYS)
    return Thread.objects.silent_since(since).filter(pk=thread.pk).exists()


def audiences(user: User) -> set[str]:
    """The search audiences of threads that this person may see."""
    return {f"unit:{pk}" for pk in user.unit_ids_above | user.led_unit_ids}


def audience_of(thread: Thread) -> str:
    if thread.hidden_at:
        return "moderators"
    if thread.visibility == Thread.Visibility.UNIT:
        return f"unit:{thread.unit_id}"
    return "regency"


def unsealing_roles(user: User, thread: Thread) -> list[str]:
    """As whom this person may ask for or decide about the opening of the seal; never one's own."""
    if not thread.sealed_mark or not user.is_active or is_by(user, thread):
        return []
    role = SealRequest.Role
    held = [
        (role.MODERATOR, can_moderate_areas(user, thread.shown_areas)),
        (role.ADMIN, user.is_admin),
    ]
    return [name.value for name, is_held in held if is_held]


def can_see_seal(user: User, thread: Thread) -> bool:
    """Who asked sealed sees who wanted to know; so do those who may open it."""
    is_own = bool(thread.sealed_mark) and is_by(user, thread)
    return is_own or bool(unsealing_roles(user, thread))


def removing_file_role(user: User, attachment: Attachment) -> str:
    """Whoever wrote the text, while it is open; a moderator of its areas."""
    post = attachment.post
    if post is None:
        return ""
    return "author" if can_edit_post(user, post) else moderating_role(user, post.thread)
