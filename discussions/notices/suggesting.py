"""What is heard of wordings that are suggested for another's text."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from discussions.models import EditSuggestion, Post, Thread, shown_actor, writer_of
from discussions.models.sight import moderators_of
from discussions.notices.base import declared, may_see, tell
from notifications.kinds import Kind
from notifications.telling import Unnamed, notify


def moderators_for(suggestion: EditSuggestion) -> QuerySet:
    """Of a text whose author is unknown, has left, or reads the thread no more."""
    return moderators_of(suggestion.post.thread).exclude(pk=suggestion.author_id)


def visible_suggestions(user: User, ids: Iterable[int]) -> dict[int, EditSuggestion]:
    return EditSuggestion.objects.visible_to(user).with_text().in_bulk(list(ids))


EDIT_SUGGESTED = declared(
    "edit_suggested",
    _("Somebody suggests a better wording of what I wrote"),
    icon="pen",
    tone="gold",
    audience=moderators_for,
    visible=visible_suggestions,
)
SUGGESTION_APPROVED = declared(
    "suggestion_approved",
    _("A wording that I suggested was approved"),
    icon="check",
    visible=visible_suggestions,
)
SUGGESTION_REJECTED = declared(
    "suggestion_rejected",
    _("A wording that I suggested was not approved"),
    icon="info",
    visible=visible_suggestions,
)
SUGGESTION_LAPSED = declared(
    "suggestion_lapsed", _("A text that I suggested words for went on in another one"), icon="info"
)
TEXT_REWORDED = declared(
    "text_reworded", _("A moderator approved a better wording of what I wrote"), icon="pen"
)


def edit_suggested(suggestion: EditSuggestion, actor: User) -> None:
    """The author decides; moderators are rung only where no author is left."""
    thread = suggestion.post.thread
    author = writer_of(suggestion.post, thread)
    if author and author.is_active and may_see(author, thread):
        say(EDIT_SUGGESTED, suggestion, actor, to=[author], reason="author")
    else:
        say(EDIT_SUGGESTED, suggestion, actor, reason="moderator")


def suggestion_approved(suggestion: EditSuggestion, actor: User) -> None:
    """The suggester, and the author where somebody else approved it."""
    post = suggestion.post
    suggester, author = writer_of(suggestion, post.thread), writer_of(post, post.thread)
    say(SUGGESTION_APPROVED, suggestion, actor, to=[suggester], reason="suggester")
    if author and author != actor:
        anchor = post.anchor if post.no > 1 else ""
        tell(TEXT_REWORDED, post.thread, to=[author], actor=actor, first_new=anchor)


def suggestion_rejected(suggestion: EditSuggestion, actor: User) -> None:
    suggester = writer_of(suggestion, suggestion.post.thread)
    say(SUGGESTION_REJECTED, suggestion, actor, to=[suggester], reason="suggester")


def suggestions_lapsed(lapsed: Iterable[EditSuggestion], post: Post, into: Thread) -> None:
    """Their text, `post`, went on in `into`, or as a comment there."""
    for one in lapsed:
        tell(SUGGESTION_LAPSED, into, to=[writer_of(one, post.thread)], reason="suggester")


def say(
    kind: Kind,
    suggestion: EditSuggestion,
    actor: User,
    *,
    to: Iterable[User | None] | None = None,
    reason: str,
) -> None:
    """About the suggestion; a sealed asker who acts is neither named nor told of it."""
    doer = shown_actor(actor, suggestion.post.thread) or Unnamed(actor)
    notify(kind, about=suggestion, to=to, actor=doer, reason=reason)
