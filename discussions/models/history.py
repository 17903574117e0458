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
from discussions.models.guide import Guide, GuideEvent, GuideRevision
from discussions.models.post import Post, Revision
from discussions.models.thread import Thread

TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
WORK = 40_000  # pairs of lines or words compared for one diff: a tenth of a second at worst
SHOWN = 200  # lines of the history, the newest
WORDS = {
    "asked": _("asked the question"),
    "announced": _("announced it"),
    "answered": _("answered"),
    "edited-question": _("changed the question"),
    "edited-answer": _("changed the answer"),
    "accept": _("chose the best solution"),
    "replace": _("replaced the best solution"),
    "withdraw": _("withdrew the best solution"),
    "lock": _("locked the best solution"),
    "unlock": _("unlocked the best solution"),
    "edited-guide": _("changed the guide"),
    **dict(CurationEvent.Verb.choices),
    **dict(GuideEvent.Verb.choices),
}
WITHHELD = "█████"
Part = tuple[str, str]  # "=", "-" or "+", and the text


@dataclass(frozen=True)
class Entry:
    """A line of the history: who did what, and for an edit the texts before and after."""

    at: datetime
    kind: str
    actor: Any
    post: Post | None = None
    reason: str = ""
    key: str = ""
    texts: tuple[str, str] = ("", "")
    revision: int = 0
    is_own: bool = False  # the reader wrote the text
    comment: Any = None

    @property
    def words(self):
        return WORDS[self.kind]

    @property
    def parts(self) -> list[Part]:
        return word_diff(*self.texts)


def history_of(thread: Thread, *, is_whole: bool = True) -> list[Entry]:
    """Newest first. What stands in a removed or hidden text is not told.

    Without `is_whole` only what concerns the opening is told.
    """
    standing = thread.posts.standing().filter(hidden_at=None)
    standing = standing if is_whole else standing.filter(no=1)
    posts = list(standing.select_related("author").order_by("no"))
    opening = list(thread.posts.filter(no=1).values_list("pk", flat=True))
    prefetch_related_objects(posts, "revisions__editor")
    texts = [entry for post in posts for entry in texts_of(post, thread)]
    events = [
        Entry(event.at, event.verb, event.actor, event.post, event.reason, comment=comment)
        for ledger in (
            thread.solution_events.select_related("actor", "post__thread"),
            thread.curation_events.select_related("actor", "post__thread", "comment"),
        )
        for event in ledger
        for comment in [getattr(event, "comment", None)]
        if is_whole or event.post_id in (None, *opening)
    ]
    for entry in events:
        if entry.post and entry.post.thread_id == thread.pk:
            entry.post.thread = thread
    return sorted(texts + events, key=lambda entry: entry.at, reverse=True)[:SHOWN]


def texts_of(post: Post, thread: Thread) -> Iterator[Entry]:
    """When it was written, and every later wording beside the one before."""
    post.thread = thread
    is_opening = post.kind == Post.Kind.OPENING
    begun = "announced" if thread.kind == Thread.Kind.ANNOUNCEMENT else "asked"
    yield Entry(post.created_at, begun if is_opening else "answered", post.author, post)
    revisions = sorted(post.revisions.all(), key=lambda revision: revision.no)
    then = [wording(one, is_opening) for one in revisions]
    kind = "edited-question" if is_opening else "edited-answer"
    for revision, texts in zip(revisions, pairwise([*then, post.wording]), strict=True):
        key = f"{post.public_id}-{revision.no}"
        by = (revision.editor, post, "" if revision.is_withheld else revision.reason)
        number = 0 if revision.is_withheld else revision.no
        yield Entry(revision.at, kind, *by, key, texts, number)


def wording(revision: Revision, is_opening: bool) -> str:
    if revision.is_withheld:
        return WITHHELD
    return f"{revision.title}\n\n{revision.body}" if is_opening else revision.body


def word_diff(before: str, after: str) -> list[Part]:
    """What was taken out and put in: by lines first, by words in the lines that changed.

    Comparing costs up to the cube of the length for texts made to hurt, so a part that is too
    long for the `WORK` that is left is shown whole.
    """
    parts: list[Part] = []
    left = WORK
    for olds, news in changes(before.splitlines(keepends=True), after.splitlines(keepends=True)):
        old, new = "".join(olds), "".join(news)
        if old == new:
            parts.append(("=", old))
            continue
        words = TOKEN.findall(old), TOKEN.findall(new)
        work = len(words[0]) * len(words[1])
        if work > left:
            parts += [("-", old), ("+", new)]
            continue
        left -= work
        for gone, come in changes(*words):
            if gone == come:
                parts.append(("=", "".join(gone)))
            else:
                parts += [("-", "".join(gone)), ("+", "".join(come))]
    return smoothed([part for part in parts if part[1]])


def smoothed(parts: list[Part]) -> list[Part]:
    """Changed words with nothing but a space between them are one change: it is to be read."""
    smooth: list[Part] = []
    gone = come = ""
    for (sign, text), (following, _text) in pairwise([*parts, ("=", "")]):
        is_gap = text.isspace() and "\n" not in text and (gone or come) and following != "="
        if sign == "=" and not is_gap:
            smooth += [("-", gone), ("+", come), ("=", text)]
            gone = come = ""
        else:
            gone += text if sign != "+" else ""
            come += text if sign != "-" else ""
    smooth += [("-", gone), ("+", come)]
    return [part for part in smooth if part[1]]


def changes(old: list[str], new: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Runs of both that are equal or differ, in order."""
    if len(old) * len(new) > WORK:
        yield old, new
        return
    for _kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield old[a:b], new[c:d]


def guide_history_of(guide: Guide, opened: str = "") -> list[Entry]:
    """Newest first; the words only of the one comparison that is `opened`: they are long."""
    revisions = list(guide.revisions.select_related("editor").defer("body").order_by("-no")[:SHOWN])
    texts = []
    for one in revisions:
        key = f"g-{one.no}"
        both = wordings(guide, one.no) if key == opened else ("", "")
        texts.append(Entry(one.at, "edited-guide", one.editor, key=key, texts=both))
    ledger = guide.events.select_related("actor").exclude(verb="edit").order_by("-pk")[:SHOWN]
    events = [Entry(one.at, one.verb, one.actor, reason=one.reason) for one in ledger]
    return sorted(texts + events, key=lambda entry: entry.at, reverse=True)[:SHOWN]


def wordings(guide: Guide, no: int) -> tuple[str, str]:
    """Before and after the edit of version `no`."""
    before, *after = guide.revisions.filter(no__gte=no).order_by("no")[:2]
    return as_text(before), as_text(after[0] if after else guide)


def as_text(one: Guide | GuideRevision) -> str:
    return f"{one.title}\n{one.legal_basis}\n\n{one.body}"
