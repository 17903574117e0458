"""What must not be read leaves every text in which it stands, old ones too (row 67)."""

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from discussions import live, notices
from discussions.actions.indexing import index_guide, index_thread
from discussions.actions.keeping import Verb, record_curation, save
from discussions.actions.locking import lock_post
from discussions.models import (
    Comment,
    EditSuggestion,
    Guide,
    GuideEvent,
    Post,
    Revision,
    Thread,
)
from foundation.markdown import RENDERER, render_markdown
from foundation.privacy import mask
from foundation.refusals import Refusal
from notifications.telling import telling

BLOCK = "█████"


class PassageNotFound(Refusal):
    message = _("This passage stands nowhere in the text. Copy it exactly as it is written.")


def redact_post(*, actor: User, post: Post, passage: str, reason: str, now: datetime) -> Post:
    """Redacts a passage in the text, its title and every earlier wording."""
    with telling(now=now):
        thread, post = lock_post(post)
        block = BLOCK[: len(passage)]  # never longer: titles have a limit
        changed = replace_everywhere(post, thread, lambda text: text.replace(passage, block), now)
        if not any(changed):
            raise PassageNotFound
        record_curation(thread, Verb.REDACT, actor, reason, now, about=post)
        if any(changed[:2]):  # else only others' suggestions said it
            notices.text_redacted(post, thread, actor)
        return post


def redact_guide(*, actor: User, guide: Guide, passage: str, reason: str, now: datetime) -> Guide:
    """Redacts a passage in the guide and every earlier wording of it."""
    with telling(now=now):
        guide = Guide.objects.select_for_update().get(pk=guide.pk)
        block = BLOCK[: len(passage)]
        if not replace_in_guide(guide, lambda text: text.replace(passage, block), now):
            raise PassageNotFound
        GuideEvent.objects.create(
            guide=guide, verb=GuideEvent.Verb.REDACT, actor=actor, reason=reason, at=now
        )
        return guide


def mask_text(
    about: Post | Comment, thread: Thread, *, actor: User | None, reason: str, now: datetime
) -> None:
    """Masks numbers of people, inside a transaction that holds the thread."""
    if isinstance(about, Comment):
        about.body = mask(about.body)
        about.save(update_fields=["body"])
        post = about.post
        live.changed(post, "post-edited")
    else:
        post = about
        replace_everywhere(post, thread, mask, now)
    record_curation(thread, Verb.REDACT, actor, reason, now, about=about)
    notices.text_redacted(about, thread, actor)


def replace_everywhere(
    post: Post, thread: Thread, change: Callable[[str], str], now: datetime
) -> tuple[bool, bool, bool]:
    """Whether anything differs now in the text, in its guide, in wordings that were suggested."""
    version = post.version
    is_changed = replace_in(post, thread, change, now)
    is_grown_changed = replace_in_grown(post, change, now)
    return is_changed, is_grown_changed, replace_in_suggestions(post, change, version)


def replace_in(post: Post, thread: Thread, change: Callable[[str], str], now: datetime) -> bool:
    """Applies `change` to every wording; tells whether any differs."""
    post.thread = thread
    is_changed = False
    for revision in post.revisions.all():
        is_changed |= replace_in_fields(revision, ("title", "body", "reason"), change)
    if post.kind == Post.Kind.OPENING and thread.title != change(thread.title):
        is_changed = True
        thread.title = change(thread.title)
        save(thread, "title")
    if post.body != change(post.body):
        is_changed = True
        post.body = change(post.body)
        post.body_html, post.renderer = render_markdown(post.body), RENDERER
        post.version += 1
        post.save(update_fields=["body", "body_html", "renderer", "version"])
    if is_changed:
        index_thread(thread, now=now)
        live.post_edited(post)
    return is_changed


def replace_in_fields(
    row: Revision | EditSuggestion, fields: tuple[str, ...], change: Callable[[str], str]
) -> bool:
    before = [getattr(row, field) for field in fields]
    after = [change(words) for words in before]
    for field, words in zip(fields, after, strict=True):
        setattr(row, field, words)
    if before != after:
        row.save(update_fields=fields)
    return before != after


def replace_in_suggestions(post: Post, change: Callable[[str], str], version: int) -> bool:
    """In wordings that were suggested, decided or not.

    What was about the text as it stood in `version` is about the text as it stands now.
    """
    is_changed = False
    for one in post.suggestions.select_for_update():
        fields = ("title", "body", "reason", "decision_reason")
        is_worded_anew = replace_in_fields(one, fields, change)
        is_changed |= is_worded_anew
        one.edition += is_worded_anew  # nobody has read it so yet
        one.version = post.version if one.version == version else one.version
        one.save(update_fields=["edition", "version"])
    return is_changed


def replace_in_grown(post: Post, change: Callable[[str], str], now: datetime) -> bool:
    """In the guide that grew from the text, which says the same."""
    guide = Guide.objects.select_for_update().filter(source=post).first()
    return guide is not None and replace_in_guide(guide, change, now)


def replace_in_guide(guide: Guide, change: Callable[[str], str], now: datetime) -> bool:
    is_changed = False
    for text in [*guide.revisions.all(), guide]:
        before = text.title, text.body, text.legal_basis
        text.title, text.body, text.legal_basis = (change(one) for one in before)
        if before != (text.title, text.body, text.legal_basis):
            is_changed = True
            text.save(update_fields=["title", "body", "legal_basis"])
    if is_changed:
        guide.body_html, guide.renderer = render_markdown(guide.body), RENDERER
        guide.version += 1
        guide.save(update_fields=["body_html", "renderer", "version"])
        index_guide(guide, now=now)
    return is_changed
