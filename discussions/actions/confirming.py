"""An answer worked in practice, in a unit that has a name (row 28, idea 7)."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from discussions.models import Post, Worked


@transaction.atomic
def confirm_worked(*, user: User, post: Post, now: datetime) -> Post:
    """Bound to the text as it reads now; confirming again renews it."""
    post = Post.objects.select_for_update().get(pk=post.pk)
    values = {"unit": user.unit, "version": post.version, "at": now}
    Worked.objects.update_or_create(user=user, post=post, defaults=values)
    return count_worked(post)


@transaction.atomic
def unconfirm_worked(*, user: User, post: Post) -> Post:
    post = Post.objects.select_for_update().get(pk=post.pk)
    Worked.objects.filter(user=user, post=post).delete()
    return count_worked(post)


def count_worked(post: Post) -> Post:
    post.worked_count = post.worked.count()
    post.save(update_fields=["worked_count"])
    return post
