from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from competencies.models import Area
from discussions import live, notices
from discussions.actions.attaching import attach
from discussions.actions.citing import cite_rules
from discussions.actions.hiding import TextIsHidden, show_mended
from discussions.actions.indexing import index_thread
from discussions.actions.keeping import Verb, record_curation, save
from discussions.actions.lapsing import lapse_suggestions, withhold_suggestions
from discussions.actions.locking import lock_post, refuse_gone
from discussions.actions.thread import QuestionText
from discussions.models import Attachment, Post, Revision, Thread, is_by, shown_actor
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
        thread, opening = lock_to_edit(thread.posts.get(no=1), version)
        keep_revision(opening, editor, now, text.reason)
        retitle(thread, text.title, text.areas)
        take_mark_off(opening)
        rewrite(opening, text.body, now, editor=editor)
        attach(opening, text.attached)
        show_mended(opening, thread, editor=editor, now=now)
        index_thread(thread, now=now)
        live.post_edited(opening)
        return thread


def edit_answer(  # noqa: PLR0913  what the form of an edit holds
    *,
    editor: User,
    answer: Post,
    body: str,
    attached: Sequence[Attachment] | None = None,
    reason: str = "",
    version: int,
    now: datetime,
) -> Post:
    with telling(now=now):
        thread, answer = lock_to_edit(answer, version)
        keep_revision(answer, editor, now, reason)
        take_mark_off(answer)
        before = answer.body
        rewrite(answer, body, now, editor=editor)
        notices.mentioned(answer, thread, before)
        attach(answer, attached)
        show_mended(answer, thread, editor=editor, now=now)
        index_thread(thread, now=now)
        live.post_edited(answer)
        return answer


def restore_revision(*, actor: User, revision: Revision, now: datetime) -> Post:
    """The earlier wording stands again; what stood until now becomes a revision itself."""
    with telling(now=now):
        thread, post = lock_post(revision.post)
        revision = Revision.objects.get(pk=revision.pk)  # it may have been redacted meanwhile
        refuse_gone(post, thread)
        if post.hidden_at or revision.is_withheld:
            raise TextIsHidden
        keep_revision(post, actor, now)
        if post.no == 1:
            thread.title = revision.title
            thread.areas.set(Area.objects.filter(code__in=revision.areas.split(",")), clear=True)
        save(thread, "title")
        rewrite(post, revision.body, now, editor=actor)
        record_curation(thread, Verb.RESTORE_TEXT, actor, "", now, about=post)
        notices.text_restored(post, actor)
        index_thread(thread, now=now)
        live.post_edited(post)
        return post


def lock_to_edit(post: Post, version: int) -> tuple[Thread, Post]:
    """Refused when it is gone or closed, or when `version` has passed."""
    thread, post = lock_post(post)
    refuse_gone(post, thread)
    if post.version != version:
        raise EditedMeanwhile
    return thread, post


def retitle(thread: Thread, title: str, areas: Collection[Area]) -> None:
    thread.title = title
    if set(thread.areas.all()) != set(areas):
        thread.areas.set(areas, clear=True)
    save(thread, "title")


def is_slip(post: Post, editor: User | None, now: datetime) -> bool:
    """An own edit within minutes leaves no trace; one by somebody else always does."""
    return now - post.created_at < GRACE and editor is not None and is_by(editor, post)


def keep_revision(post: Post, editor: User | None, now: datetime, reason: str = "") -> None:
    """What stood until now; `editor` is None where a sealed asker words another's text anew."""
    if post.hidden_at:
        post.revisions.update(is_withheld=True)  # they may say the same
        lapse_suggestions([post], now)
        withhold_suggestions(post=post)
    elif is_slip(post, editor, now):
        return
    thread, is_opening = post.thread, post.no == 1
    Revision.objects.create(
        post=post,
        no=post.version,
        editor=shown_actor(editor, thread, post),
        reason=reason,
        title=thread.title if is_opening else "",
        areas=",".join(area.code for area in thread.shown_areas) if is_opening else "",
        body=post.body,
        is_withheld=bool(post.hidden_at),
        at=now,
    )


def take_mark_off(post: Post) -> None:
    """The mark was about the words before the edit."""
    post.outdated_at, post.outdated_reason = None, ""


def rewrite(post: Post, body: str, now: datetime, *, editor: User | None) -> None:
    post.body, post.body_html, post.renderer = body, render_markdown(body), RENDERER
    post.version += 1
    if not is_slip(post, editor, now):
        post.edited_at = now
    changed = ["body", "body_html", "renderer", "version", "edited_at"]
    post.save(update_fields=[*changed, "outdated_at", "outdated_reason"])
    cite_rules(post)
