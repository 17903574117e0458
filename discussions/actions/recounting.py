from django.db.models import Count, F, Max, Q

from discussions.models import Post, Thread


def recount(*, repair: bool) -> list[str]:
    """Compares every counted column with its rows; returns a line per drift."""
    standing = Q(posts__deleted_at=None)
    threads = Thread.objects.annotate(
        answers=Count("posts", filter=standing & Q(posts__kind=Post.Kind.ANSWER), distinct=True),
        same=Count("me_toos", distinct=True),
        last=Max("posts__no"),
    )
    drift = []
    for thread in threads.iterator():
        found = (thread.answers, thread.same, thread.last or 1)
        if (thread.answer_count, thread.me_too_count, thread.highest_no) != found:
            drift.append(f"thread {thread.public_id}: {found}")
            if repair:
                answers, same, last = found
                Thread.objects.filter(pk=thread.pk).update(
                    answer_count=answers,
                    me_too_count=same,
                    highest_no=last,
                    version=F("version") + 1,  # cached rows show the counts
                )
    for post in Post.objects.annotate(people=Count("helpfuls")).iterator():
        if post.score != post.people:
            drift.append(f"post {post.public_id}: {post.people}")
            if repair:
                Post.objects.filter(pk=post.pk).update(score=post.people)
    return drift
