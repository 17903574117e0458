from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from competencies.models import Area
from discussions import live, notices
from discussions.actions.attaching import attach
from discussions.actions.citing import cite_rules
from discussions.actions.hiding import TextIsHidden, show
from discussions.actions.indexing import index_thread
from discussions.actions.keeping import Verb, record, save
from discussions.actions.thread import PostIsGone, QuestionText, ThreadIsLocked
from discussions.models import Attachment, Post, Revision, Thread, shown_actor
from foundation.markdown import RENDERER, render_markdown
from foundation.refusals import Refusal
from notifications.telling import telling

GRACE = timedelta(minutes=5)  # own edits this soon leave no revision (discussions.md 79)


class EditedMeanwhile(Refusal):
    message = _(
        "This text was changed in another window meanwhile. Copy yours, reload, and join the two."
    )


def edit_question(
    *, editor: User, thread: Thread, text: QuestionText, version: int, now: datetime
) -> Thread:
    with telling(now=now):
        opening, thread = locked_post(thread.posts.get(no=1), version)
        keep_revision(opening, editor, now)
        areas_before = set(thread.areas.all())
        thread.title = text.title
        if areas_before != set(text.areas):
            thread.areas.set(text.areas, clear=True)
        thread.version += 1
        thread.save(update_fields=["title", "version"])
        take_mark_off(opening)
        rewrite(opening, text.body, now)
        attach(opening, text.attached)
        show_mended(opening, thread, editor, now)
        index_thread(thread, now=now)
        live.post_edited(opening)
        return thread


def edit_answer(
    *,
    editor: User,
    answer: Post,
    body: str,
    attached: Sequence[Attachment] | None = None,
    version: int,
    now: datetime,
) -> Post:
    with telling(now=now):
        answer, thread = locked_post(answer, version)
        keep_revision(answer, editor, now)
        take_mark_off(answer)
        rewrite(answer, body, now)
        attach(answer, attached)
        show_mended(answer, thread, editor, now)
        index_thread(thread, now=now)
        live.post_edited(answer)
        return answer


def restore_revision(*, actor: User, revision: Revision, now: datetime) -> Post:
    """The earlier wording stands again; what stood until now becomes a revision itself."""
    with telling(now=now):
        thread = Thread.objects.select_for_update().get(pk=revision.post.thread_id)
        post = Post.objects.select_for_update().get(pk=revision.post_id)
        post.thread = thread
        revision = Revision.objects.get(pk=revision.pk)  # it may have been redacted meanwhile
        if not thread.is_open:
            raise ThreadIsLocked
        if post.deleted_at:
            raise PostIsGone
        if post.hidden_at or revision.is_withheld:
            raise TextIsHidden
        keep_revision(post, actor, now)
        if post.no == 1:
            thread.title = revision.title
            thread.areas.set(Area.objects.filter(code__in=revision.areas.split(",")), clear=True)
        save(thread, "title")
        rewrite(post, revision.body, now)
        record(thread, Verb.RESTORE_TEXT, actor, "", now, post=post)
        notices.text_restored(post, actor)
        index_thread(thread, now=now)
        live.post_edited(post)
        return post


def locked_post(post: Post, version: int) -> tuple[Post, Thread]:
    """The post and its thread under a lock; refused when closed, or when `version` has passed."""
    thread = Thread.objects.select_for_update().get(pk=post.thread_id)
    post = Post.objects.select_for_update().get(pk=post.pk)
    if not thread.is_open:
        raise ThreadIsLocked
    if post.deleted_at:
        raise PostIsGone
    if post.version != version:
        raise EditedMeanwhile
    return post, thread


def keep_revision(post: Post, editor: User, now: datetime) -> None:
    if post.hidden_at:
        post.revisions.update(is_withheld=True)  # they may say the same
    elif now - post.created_at < GRACE:
        return
    thread, is_opening = post.thread, post.no == 1
    Revision.objects.create(
        post=post,
        no=post.version,
        editor=shown_actor(editor, thread),
        title=thread.title if is_opening else "",
        areas=",".join(area.code for area in thread.shown_areas) if is_opening else "",
        body=post.body,
        is_withheld=bool(post.hidden_at),
        at=now,
    )


def show_mended(post: Post, thread: Thread, editor: User, now: datetime) -> None:
    """What moderators gave back to its author with a reason is shown again once it is mended."""
    if post.hidden_reason:
        show(post, thread, actor=editor, reason="", now=now)


def take_mark_off(post: Post) -> None:
    """The mark was about the words before the edit."""
    post.outdated_at, post.outdated_reason = None, ""


def rewrite(post: Post, body: str, now: datetime) -> None:
    post.body, post.body_html, post.renderer = body, render_markdown(body), RENDERER
    post.version += 1
    if now - post.created_at >= GRACE:
        post.edited_at = now
    changed = ["body", "body_html", "renderer", "version", "edited_at"]
    post.save(update_fields=[*changed, "outdated_at", "outdated_reason"])
    cite_rules(post)
