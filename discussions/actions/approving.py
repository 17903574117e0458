"""What the author of a text or a moderator says to a wording that was suggested (row 14)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from discussions import live, notices
from discussions.actions.editing import (
    keep_revision,
    retitle,
    rewrite,
    take_mark_off,
)
from discussions.actions.indexing import index_thread
from discussions.actions.keeping import Verb, record_curation
from discussions.actions.suggesting import State, SuggestionIsDecided, locked_text
from discussions.models import EditSuggestion, Post, shown_actor, writer_of
from foundation.refusals import Refusal
from notifications.actions import settle
from notifications.telling import telling


class SuggestionReadsDifferently(Refusal):
    message = _("The text or the suggestion was changed meanwhile. Compare the two once more.")


def approve_suggestion(
    *, actor: User, suggestion: EditSuggestion, version: int, edition: int, now: datetime
) -> Post:
    """The text reads so from now on; the history names who suggested it.

    `version` and `edition` are what the actor has compared: words that nobody has read never
    take the place of others.
    """
    with telling(now=now):
        post = locked_text(suggestion.post)
        suggestion = locked(suggestion, post)
        if (post.version, suggestion.edition) != (version, edition):
            raise SuggestionReadsDifferently
        if not suggestion.changes_nothing:
            reword(suggestion, post, actor, now)
        suggestion.version = version
        decide(suggestion, State.APPROVED, actor, "", now)
        record_curation(post.thread, Verb.APPROVE_EDIT, actor, "", now, about=post)
        notices.suggestion_approved(suggestion, actor)
        return post


def reject_suggestion(
    *, actor: User, suggestion: EditSuggestion, reason: str, now: datetime
) -> EditSuggestion:
    """The text stays as it is; the suggester reads why."""
    with telling(now=now):
        suggestion = locked(suggestion, suggestion.post)
        decide(suggestion, State.REJECTED, actor, reason, now)
        notices.suggestion_rejected(suggestion, actor)
        return suggestion


def locked(suggestion: EditSuggestion, post: Post) -> EditSuggestion:
    """Two reviewers can press at once; the second hears of the first."""
    suggestion = EditSuggestion.objects.select_for_update().get(pk=suggestion.pk)
    suggestion.post = post
    if not suggestion.is_open:
        raise SuggestionIsDecided
    return suggestion


def decide(suggestion: EditSuggestion, state: str, actor: User, reason: str, now: datetime) -> None:
    suggestion.state, suggestion.decided_at = state, now
    suggestion.decided_by = shown_actor(actor, suggestion.post.thread)
    suggestion.decision_reason = reason
    changed = ["state", "decided_at", "decided_by", "decision_reason", "version"]
    suggestion.save(update_fields=changed)
    settle(kind=notices.EDIT_SUGGESTED, about=suggestion, now=now)
    live.queue_changed(suggestion.post.thread)


def reword(suggestion: EditSuggestion, post: Post, actor: User, now: datetime) -> None:
    """As an edit of its author would, with the suggester as the editor."""
    editor, thread, before = suggestion.author, post.thread, post.body
    keep_revision(post, editor, now, suggestion.reason)
    if post.no == 1:
        retitle(thread, suggestion.title, suggestion.new_areas or thread.shown_areas)
    take_mark_off(post)
    rewrite(post, suggestion.body, now, editor=editor)
    if post.no > 1:
        notices.mentioned(post, thread, before, by=writer_of(suggestion, thread))
    index_thread(thread, now=now)
    live.post_edited(post)
