"""May I? Pure predicates about threads and answers."""

from datetime import datetime, timedelta

from django.conf import settings

from accounts.models import User
from competencies.models import Area
from competencies.permissions import can_moderate_areas, curated_area_ids
from discussions.models import (
    Attachment,
    Comment,
    Guide,
    Post,
    Review,
    SealRequest,
    Solution,
    Thread,
    is_by,
)


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


def can_delete_comment(user: User, comment: Comment) -> bool:
    """Its author, and moderators of the thread's areas."""
    return is_by(user, comment) or can_moderate_areas(user, comment.post.thread.shown_areas)


def can_turn_into_answer(user: User, comment: Comment) -> bool:
    """Its author, and moderators of the areas, while the question takes answers."""
    return comment.post.thread.is_open and can_delete_comment(user, comment)


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
    if is_asker(user, thread) and is_free and not thread.hidden_at:
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
        "may_claim": can_claim(user, thread),
        "may_edit": can_edit_post(user, opening),
        "may_close": bool(closing_role(user, thread)),
        "may_reopen": bool(reopening_role(user, thread)),
        "may_delete": bool(deleting_role(user, thread)),
        "may_see_receipts": can_see_receipts(user, thread),
        "may_propose": can_propose_duplicate(user, thread),
        "may_see_seal": can_see_seal(user, thread),
        "may_answer_claim": bool(answering_duplicate_role(user, thread)),
    }


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


def can_report(user: User, about: Post | Comment) -> bool:
    return user.is_active and not is_by(user, about)


def can_decide(user: User, review: Review) -> bool:
    """A moderator of its areas, but never about an own text."""
    about = review.about
    is_own = about is not None and is_by(user, about)
    return not is_own and can_moderate_areas(user, review.thread.shown_areas)


def moderating_role(user: User, thread: Thread) -> str:
    """A moderator of the thread's areas, or empty."""
    return "moderator" if can_moderate_areas(user, thread.shown_areas) else ""


def can_claim(user: User, thread: Thread) -> bool:
    return can_answer(user, thread) and not is_asker(user, thread)


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
    silence = timedelta(days=settings.FORUM_MODERATOR_SILENCE_DAYS)
    is_due = thread.is_solved or thread.last_activity_at <= now - silence
    if is_due and can_moderate_areas(user, thread.shown_areas):
        return Solution.Kind.MODERATOR
    return ""


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
