from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType

from discussions import live
from discussions.models import Post, Review, Thread


def open_review(kind: str, about: Any, thread: Thread | None, now: datetime) -> Review:
    """The one that waits for it, or a new one: what was decided is reported anew."""
    review, _is_new = Review.objects.get_or_create(
        kind=kind,
        about_type=ContentType.objects.get_for_model(about),
        about_id=about.pk,
        decided_at=None,
        defaults={"thread": thread, "opened_at": now},
    )
    return review


def note_first_text(post: Post, *, now: datetime) -> None:
    """The first text of a person is published and listed for a look (settled.md 25).

    Not one under a sealed name: the list would say that its asker is new here.
    """
    if post.author and not Post.objects.filter(author=post.author).exclude(pk=post.pk).exists():
        open_review(Review.Kind.FIRST, post, post.thread, now)
        live.queue_changed(post.thread, post)
