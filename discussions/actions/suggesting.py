"""Somebody words another person's text better; who decides about it stands in approving.py."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from competencies.models import Area
from discussions import live, notices
from discussions.actions.editing import EditedMeanwhile
from discussions.actions.hiding import TextIsHidden
from discussions.actions.locking import lock_post, refuse_gone
from discussions.models import EditSuggestion, Post, signature
from foundation.once import once
from foundation.refusals import Refusal
from notifications.actions import settle
from notifications.telling import telling

State = EditSuggestion.State
MOST_WAITING = 5  # of one person
MOST_AT_TEXT = 3  # of different people
MOST_IN_VAIN, WITHIN = 2, timedelta(days=30)  # of one person at one text


class SuggestedEnough(Refusal):
    message = _("Five of your suggestions wait for an answer. Wait for those first.")


class TextHasEnough(Refusal):
    message = _("Three suggestions wait at this text already. Its author looks at those first.")


class SuggestedInVain(Refusal):
    message = _("Two suggestions of yours came to nothing here lately. Write a comment instead.")


class SuggestionIsDecided(Refusal):
    message = _("This suggestion was decided meanwhile.")


@dataclass(frozen=True)
class SuggestedText:
    """How a text should read, and what gets better; an answer has neither title nor areas.

    `version` is that of the text which was read, `edition` that of the own suggestion which is
    worded anew, or 0.
    """

    body: str
    reason: str
    version: int
    title: str = ""
    areas: Sequence[Area] = ()
    edition: int = 0

    @property
    def area_codes(self) -> str:
        return ",".join(sorted(area.code for area in self.areas))


def suggest_edit(
    *, author: User, post: Post, text: SuggestedText, now: datetime, key: str = ""
) -> EditSuggestion:
    """One open suggestion per person and text: the next one takes the place of the first."""
    with telling(now=now), once(user=author, key=key, makes=EditSuggestion, now=now) as sending:
        words = {"title": text.title, "body": text.body, "areas": text.area_codes}
        made = sending.made_with(**words, reason=text.reason)
        if made and made.state != State.WITHDRAWN:
            return made
        post = locked_text(post)
        if post.version != text.version:
            raise EditedMeanwhile
        by = signature(author, post.thread)
        own = post.suggestions.open().filter(**by).first()
        if (own.edition if own else 0) != text.edition:
            raise EditedMeanwhile
        if own is None:
            refuse_too_many(author, post, now)
        suggestion = own or EditSuggestion(post=post, edition=0, **by)
        for field, word in words.items():
            setattr(suggestion, field, word)
        suggestion.reason, suggestion.at = text.reason, now
        suggestion.version, suggestion.edition = text.version, suggestion.edition + 1
        suggestion.save()
        notices.edit_suggested(suggestion, author)
        live.queue_changed(suggestion.post.thread)
        return sending.keep(suggestion)


def withdraw_suggestion(*, suggestion: EditSuggestion, now: datetime) -> EditSuggestion:
    """Its suggester thinks better of it; nobody needs to look at it any more."""
    with telling(now=now):
        suggestion = EditSuggestion.objects.select_for_update().get(pk=suggestion.pk)
        if not suggestion.is_open:
            raise SuggestionIsDecided
        suggestion.state, suggestion.decided_at = State.WITHDRAWN, now
        suggestion.save(update_fields=["state", "decided_at"])
        settle(kind=notices.EDIT_SUGGESTED, about=suggestion, now=now)
        live.queue_changed(suggestion.post.thread)
        return suggestion


def locked_text(post: Post) -> Post:
    """With its thread, both under their locks; refused where it cannot be worded anew."""
    thread, post = lock_post(post)
    refuse_gone(post, thread)
    if post.hidden_at or thread.hidden_at:
        raise TextIsHidden
    return post


def refuse_too_many(author: User, post: Post, now: datetime) -> None:
    own = EditSuggestion.objects.of(author)
    if own.waiting().count() >= MOST_WAITING:
        raise SuggestedEnough
    if post.suggestions.open().count() >= MOST_AT_TEXT:
        raise TextHasEnough
    lately = own.filter(post=post, decided_at__gt=now - WITHIN)
    if lately.filter(state__in=(State.REJECTED, State.WITHDRAWN)).count() >= MOST_IN_VAIN:
        raise SuggestedInVain
