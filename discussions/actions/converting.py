"""A remark that answers becomes an answer, an answer that remarks becomes a comment (row 12).

Author, date and words stay; marks that were given to an answer stay with the removed answer.
"""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from discussions import live, notices
from discussions.actions.commenting import (
    MOST,
    CommentsAreMany,
    count_comments,
    refuse_haste,
    take_off,
)
from discussions.actions.curation import refuse_locked_answer, withdraw_solution
from discussions.actions.following import start_following
from discussions.actions.hiding import TextIsHidden, move_reviews
from discussions.actions.indexing import index_thread
from discussions.actions.keeping import (
    AnswerStandsAlready,
    Verb,
    count_answer,
    forget_news_of,
    record_curation,
)
from discussions.actions.lapsing import lapse_suggestions
from discussions.actions.locking import (
    AnswersAreHeld,
    PostIsGone,
    lock_comment,
    lock_post,
    refuse_gone,
)
from discussions.actions.thread import add_post, count_in
from discussions.models import Comment, Post, Thread, ThreadSeen, is_by, signature_of, writer_of
from foundation.refusals import Refusal
from notifications.telling import telling

LONGEST = 600  # signs of a comment


class HoldsFiles(Refusal):
    message = _("Photos or files are attached to this answer; a comment cannot hold them.")


class TooLongForComment(Refusal):
    message = _("This answer is too long for a comment. At most 600 signs fit in one.")


def turn_into_answer(*, actor: User, comment: Comment, now: datetime) -> Post:
    """The comment leaves its place and answers the question; its author hears of it."""
    with telling(now=now):
        thread, comment = lock_comment(comment)
        if thread.holds_answers:
            raise AnswersAreHeld
        refuse_unfit(comment, thread)
        take_off(comment, actor, now)
        count_in(thread, now)
        answer = add_post(
            thread=thread,
            kind=Post.Kind.ANSWER,
            no=thread.highest_no,
            by=signature_of(comment),
            body=comment.body,
            now=comment.created_at,
        )
        comment.became = answer
        comment.save(update_fields=["became"])
        move_reviews(comment, answer)
        if writer := writer_of(comment, thread):
            why = ThreadSeen.Reason.ANSWERED
            start_following(user=writer, thread=thread, reason=why, now=now, wrote=answer.no)
        record_curation(thread, Verb.TO_ANSWER, actor, "", now, about=answer)
        index_thread(thread, now=now)
        notices.comment_answers(answer, actor)
        notices.answer_posted(answer)
        live.answer_posted(answer)
        return answer


def turn_into_comment(
    *, actor: User, answer: Post, below: Post, role: str, reason: str, now: datetime
) -> Comment:
    """The answer becomes a comment `below` another post of its thread, with its own comments.

    `role` is SolutionEvent.Role: as whom the actor does it, for a choice that is withdrawn.
    """
    with telling(now=now):
        (thread, answer), (_same, below) = lock_post(answer), lock_post(below)
        moving = moving_comments(answer, below)
        if is_by(actor, answer):
            refuse_haste(actor, thread, now)
        refuse_locked_answer(thread, answer, role)
        answer.thread = below.thread = thread
        withdraw_solution(thread, answer, actor=actor, role=role, reason=reason, now=now)
        answer.deleted_at, answer.deleted_reason = now, reason
        answer.save(update_fields=["deleted_at", "deleted_reason"])
        comment = go_on_below(below, answer)
        move_reviews(answer, comment)
        notices.suggestions_lapsed(lapse_suggestions([answer], now), answer, thread)
        count_comments(answer, -moving)
        count_comments(below, moving + 1)
        count_answer(thread, -1)
        forget_news_of(answer, now)
        record_curation(thread, Verb.TO_COMMENT, actor, reason, now, about=answer)
        index_thread(thread, now=now)
        notices.answer_remarks(answer, actor)
        live.answer_deleted(answer)
        live.changed(below, "comment-posted")
        return comment


def moving_comments(answer: Post, below: Post) -> int:
    """How many go with the answer; refused where they or it do not fit."""
    if answer.deleted_at or below.deleted_at or below.thread_id != answer.thread_id:
        raise PostIsGone
    if answer.hidden_at or below.hidden_at:
        raise TextIsHidden
    if answer.has_files:
        raise HoldsFiles
    if len(answer.body) > LONGEST:
        raise TooLongForComment
    moving = answer.comments.standing().count()
    if below.comment_count + moving >= MOST:
        raise CommentsAreMany
    return moving


def go_on_below(below: Post, answer: Post) -> Comment:
    """The words of the answer as a comment, and the comments that it had, in their order."""
    answer.comments.standing().update(post=below)
    return Comment.objects.create(
        post=below, body=answer.body, created_at=answer.created_at, **signature_of(answer)
    )


def refuse_unfit(comment: Comment, thread: Thread) -> None:
    refuse_gone(comment, thread)
    if comment.hidden_at:
        raise TextIsHidden
    own = thread.posts.standing().filter(kind=Post.Kind.ANSWER, **signature_of(comment))
    if own.exists():
        raise AnswerStandsAlready
