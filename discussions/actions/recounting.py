from django.db import transaction
from django.db.models import F, Max

from discussions.models import Guide, Post, Thread


def recount(*, repair: bool) -> list[str]:
    """Compares every counted column with its rows; returns a line per drift.

    Each is counted under the row's lock, so that a repair never undoes what is written meanwhile.
    """
    drift = []
    for pk in Thread.objects.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            drift += recount_thread(Thread.objects.select_for_update().get(pk=pk), repair)
    for pk in Post.objects.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            drift += recount_post(Post.objects.select_for_update().get(pk=pk), repair)
    for pk in Guide.objects.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            drift += recount_guide(Guide.objects.select_for_update().get(pk=pk), repair)
    return drift


def recount_thread(thread: Thread, repair: bool) -> list[str]:
    answers = thread.posts.standing().filter(kind=Post.Kind.ANSWER).count()
    last = thread.posts.aggregate(last=Max("no"))["last"] or 1
    found = (answers, thread.me_toos.count(), last)
    if (thread.answer_count, thread.me_too_count, thread.highest_no) == found:
        return []
    if repair:
        thread.answer_count, thread.me_too_count, thread.highest_no = found
        thread.version = F("version") + 1  # cached rows show the counts
        thread.save(update_fields=["answer_count", "me_too_count", "highest_no", "version"])
    return [f"thread {thread.public_id}: {found}"]


def recount_post(post: Post, repair: bool) -> list[str]:
    found = (post.helpfuls.count(), post.comments.standing().count(), post.worked.count())
    if (post.score, post.comment_count, post.worked_count) == found:
        return []
    if repair:
        post.score, post.comment_count, post.worked_count = found
        post.save(update_fields=["score", "comment_count", "worked_count"])
    return [f"post {post.public_id}: {found}"]


def recount_guide(guide: Guide, repair: bool) -> list[str]:
    """How many found it useful, and how many did not."""
    found = tuple(guide.ratings.filter(is_useful=useful).count() for useful in (True, False))
    if (guide.useful_count, guide.useless_count) == found:
        return []
    if repair:
        guide.useful_count, guide.useless_count = found
        guide.save(update_fields=["useful_count", "useless_count"])
    return [f"guide {guide.public_id}: {found}"]
