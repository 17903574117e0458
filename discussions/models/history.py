"""The history of a thread for its page: texts with what changed in them, and the two ledgers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from discussions.models.curation import CurationEvent
from discussions.models.post import Post
from discussions.models.thread import Thread

TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
MOST_TOKENS = 6000  # of both texts; longer ones are shown whole, comparing them takes seconds
WORDS = {
    "asked": _("asked the question"),
    "answered": _("answered"),
    "edited-question": _("changed the question"),
    "edited-answer": _("changed the answer"),
    "accept": _("chose the best solution"),
    "replace": _("replaced the best solution"),
    "withdraw": _("withdrew the best solution"),
    **dict(CurationEvent.Verb.choices),
}
Part = tuple[str, str]  # "=", "-" or "+", and the text


@dataclass(frozen=True)
class Entry:
    """A line of the history: who did what, and how the text changed."""

    at: datetime
    kind: str
    actor: Any
    post: Post | None = None
    reason: str = ""
    parts: tuple[Part, ...] = ()

    @property
    def words(self):
        return WORDS[self.kind]


def history_of(thread: Thread) -> list[Entry]:
    """Newest first. What stood in a removed answer is not told."""
    posts = list(thread.posts.standing().select_related("author").order_by("no"))
    prefetch_related_objects(posts, "revisions__editor")
    texts = [entry for post in posts for entry in texts_of(post, thread)]
    events = [
        Entry(event.at, event.verb, event.actor, event.post, event.reason)
        for ledger in (thread.solution_events, thread.curation_events)
        for event in ledger.select_related("actor", "post")
    ]
    for entry in events:
        if entry.post:
            entry.post.thread = thread
    return sorted(texts + events, key=lambda entry: entry.at, reverse=True)


def texts_of(post: Post, thread: Thread) -> Iterator[Entry]:
    """When it was written, and every later wording beside the one before."""
    post.thread = thread
    is_opening = post.kind == Post.Kind.OPENING
    yield Entry(post.created_at, "asked" if is_opening else "answered", post.author, post)
    revisions = sorted(post.revisions.all(), key=lambda revision: revision.no)
    now = f"{thread.title}\n\n{post.body}" if is_opening else post.body
    then = [f"{one.title}\n\n{one.body}" if is_opening else one.body for one in revisions]
    kind = "edited-question" if is_opening else "edited-answer"
    for revision, (before, after) in zip(revisions, pairwise([*then, now]), strict=True):
        parts = word_diff(before, after)
        yield Entry(revision.at, kind, revision.editor, post, revision.reason, parts)


def word_diff(before: str, after: str) -> tuple[Part, ...]:
    """What was taken out and put in, by words; joined without "+" it is `before`."""
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    if len(old) + len(new) > MOST_TOKENS:
        return ("-", before), ("+", after)
    parts: list[Part] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(("=", "".join(old[a:b])))
        else:
            parts += [("-", "".join(old[a:b])), ("+", "".join(new[c:d]))]
    return tuple(part for part in parts if part[1])
