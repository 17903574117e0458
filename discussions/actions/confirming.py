"""An answer worked in practice, in a unit that has a name (row 28, idea 7)."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from discussions.models import Post, Thread, Worked
from discussions.models.evidence import confirmed_by


@transaction.atomic
def confirm_worked(*, user: User, post: Post, now: datetime) -> Post:
    """Bound to the text as it reads now; confirming again renews it under the same name.

    Whether that is a name is decided once: a row that changed with a merge would tell who asked.
    """
    post = Post.objects.select_for_update().get(pk=post.pk)
    row = confirmed_by(user).filter(post=post).first() or Worked(post=post, **signed(user, post))
    row.unit = user.unit if row.user_id else None
    row.version, row.at = post.version, now
    row.save()
    return count_worked(post)


def signed(user: User, post: Post) -> dict[str, Any]:
    """Without a name for who asked without one: here, or in a question that was merged into it."""
    for asked in Thread.objects.asked_sealed_by(user):
        if leads_to(asked, post.thread_id):
            return {"sealed_in": asked}
    return {"user": user}


def leads_to(thread: Thread | None, thread_id: int) -> bool:
    while thread is not None and thread.pk != thread_id:
        thread = thread.merged_into
    return thread is not None


@transaction.atomic
def unconfirm_worked(*, user: User, post: Post) -> Post:
    post = Post.objects.select_for_update().get(pk=post.pk)
    confirmed_by(user).filter(post=post).delete()
    return count_worked(post)


def count_worked(post: Post) -> Post:
    post.worked_count = post.worked.count()
    post.save(update_fields=["worked_count"])
    return post
