from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from discussions import live, notices
from discussions.actions.attaching import attach
from discussions.actions.first import note_first_text
from discussions.actions.following import start_following
from discussions.actions.indexing import index_thread
from discussions.actions.locking import AnswersAreHeld, ThreadIsLocked
from discussions.actions.thread import add_post, count_in
from discussions.models import (
    Attachment,
    Helpful,
    Post,
    Thread,
    ThreadSeen,
    is_sealed_asker,
    signature,
)
from foundation.once import once
from foundation.refusals import Refusal
from notifications.telling import telling


class AnsweredAlready(Refusal):
    message = _("You answered this question already. Add to your answer instead.")


def post_answer(
    *,
    author: User,
    thread: Thread,
    body: str,
    attached: Sequence[Attachment] = (),
    now: datetime,
    key: str = "",
) -> Post:
    """One answer per person; the asker and the followers hear of it, open pages at once."""
    with telling(now=now), once(user=author, key=key, makes=Post, now=now) as sending:
        if made := sending.made_with(thread=thread, body=body):
            return made
        thread = Thread.objects.select_for_update().get(pk=thread.pk)
        if not thread.is_open:
            raise ThreadIsLocked
        if thread.holds_answers:
            raise AnswersAreHeld
        by = signature(author, thread)
        if thread.posts.standing().filter(kind=Post.Kind.ANSWER, **by).exists():
            raise AnsweredAlready
        if thread.taken_by_id == author.pk:
            thread.taken_by, thread.taken_until = None, None
        count_in(thread, now)
        answer = add_post(
            thread=thread,
            kind=Post.Kind.ANSWER,
            no=thread.highest_no,
            by=by,
            body=body,
            now=now,
        )
        attach(answer, attached)
        start_following(
            user=author,
            thread=thread,
            reason=ThreadSeen.Reason.ANSWERED,
            now=now,
            wrote=answer.no,
        )
        note_first_text(answer, now=now)
        index_thread(thread, now=now)
        notices.answer_posted(answer)
        notices.mentioned(answer, thread)
        notices.unit_called(answer, thread)
        live.answer_posted(answer)
        return sending.keep(answer)


@transaction.atomic
def mark_helpful(*, user: User, post: Post, now: datetime) -> Post:
    """Once per person; the post's score counts the people it helped."""
    sealed_in = post.thread if is_sealed_asker(user, post.thread) else None
    values = {"sealed_in": sealed_in, "at": now}
    _mark, is_new = Helpful.objects.get_or_create(user=user, post=post, defaults=values)
    if is_new:
        Post.objects.filter(pk=post.pk).update(score=F("score") + 1)
    post.refresh_from_db(fields=["score"])
    return post


@transaction.atomic
def unmark_helpful(*, user: User, post: Post) -> Post:
    deleted, _per_table = Helpful.objects.filter(user=user, post=post).delete()
    if deleted:
        Post.objects.filter(pk=post.pk).update(score=F("score") - 1)
    post.refresh_from_db(fields=["score"])
    return post
