"""Hidden texts are read by their author and by moderators; others see that one is there."""

from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from discussions import live, notices
from discussions.actions.indexing import index_guide, index_thread
from discussions.actions.keeping import Verb, record_curation, save
from discussions.models import Comment, Guide, Post, Review, Thread
from foundation.refusals import Refusal


class TextIsHidden(Refusal):
    message = _("A hidden text is part of this. Moderators must decide about it first.")


def hide(
    about: Post | Comment, thread: Thread, *, actor: User | None, reason: str, now: datetime
) -> None:
    """Inside a transaction that holds the thread. `actor` is None when reports did it."""
    if about.hidden_at is not None and (actor is None or about.hidden_reason == reason):
        return  # reports never undo what a moderator wrote to the author
    about.hidden_at, about.hidden_reason = now, reason
    write_hidden(about, thread, Verb.HIDE, {"actor": actor, "reason": reason, "now": now})
    notices.text_hidden(about, thread, is_returned=actor is not None)


def show(
    about: Post | Comment, thread: Thread, *, actor: User | None, reason: str, now: datetime
) -> None:
    if about.hidden_at is None:
        return
    about.hidden_at, about.hidden_reason = None, ""
    write_hidden(about, thread, Verb.SHOW, {"actor": actor, "reason": reason, "now": now})


def show_mended(about: Post | Comment, thread: Thread, *, editor: User, now: datetime) -> None:
    """What moderators gave back to its author with a reason is shown again once it is mended."""
    if about.hidden_reason and not is_reported(about):
        show(about, thread, actor=editor, reason="", now=now)


def is_reported(about: Any) -> bool:
    """Moderators have a report before them, or a decision about it may still be undone."""
    of_it = {"about_type": ContentType.objects.get_for_model(about), "about_id": about.pk}
    return Review.objects.filter(kind=Review.Kind.REPORT, carried_out_at=None, **of_it).exists()


def write_hidden(about: Post | Comment, thread: Thread, verb: str, by: dict[str, Any]) -> None:
    """The thread, the search, the history and open pages follow."""
    about.save(update_fields=["hidden_at", "hidden_reason"])
    post = about if isinstance(about, Post) else about.post
    post.thread = thread
    if isinstance(about, Post) and about.kind == Post.Kind.OPENING:
        thread.hidden_at = about.hidden_at
        save(thread, "hidden_at")
    record_curation(thread, verb, about=about, **by)
    index_thread(thread, now=by["now"])
    for guide in Guide.objects.filter(source__thread=thread).select_related("source__thread"):
        index_guide(guide, now=by["now"])
    live.changed(post, "text-hidden")


def move_reviews(old: Post | Comment, new: Post | Comment) -> None:
    """What moderators have before them goes on with the text that took its place."""
    of_old = {"about_type": ContentType.objects.get_for_model(old), "about_id": old.pk}
    waiting = Review.objects.filter(carried_out_at=None, **of_old)
    thread = new.thread if isinstance(new, Post) else new.post.thread
    waiting.update(
        about_type=ContentType.objects.get_for_model(new), about_id=new.pk, thread=thread
    )


def join_reviews(old: Post, new: Post) -> None:
    """What was said against `old` goes on against `new`, which holds its words from now on."""
    kind = ContentType.objects.get_for_model(new)
    standing = Review.objects.filter(about_type=kind, about_id=new.pk, decided_at=None)
    waiting = Review.objects.filter(about_type=kind, about_id=old.pk, decided_at=None)
    for review in waiting:
        if same := standing.filter(kind=review.kind).first():
            known = same.reports.values("reporter")
            review.reports.exclude(reporter__in=known).update(review=same)
            same.score = sum(same.reports.values_list("weight", flat=True))
            same.save(update_fields=["score"])
            review.delete()
    move_reviews(old, new)
