"""The wordings of a text in pages, and any one of them, without reading them all (row 78)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from discussions.models.history import wording
from discussions.models.post import Post, Revision
from foundation.paging import Page

A_PAGE = 50


@dataclass(frozen=True)
class Wording:
    """What a text said from `at` on: by whom, and why it was changed to this.

    `text` is empty where it was not asked for.
    """

    no: int
    at: datetime
    actor: Any
    reason: str = ""
    text: str = ""


def count_wordings(post: Post) -> int:
    """Every edit kept what stood before it; the last one stands."""
    return post.revisions.count() + 1


def wordings_page(post: Post, number: int, count: int) -> Page:
    """Of `count` wordings the newest first, without their words."""
    pages = -(-count // A_PAGE)
    number = min(number, pages)
    newest = count - (number - 1) * A_PAGE
    oldest = max(newest - A_PAGE + 1, 1)
    edits = edits_of(post).defer("title", "body")[max(oldest - 2, 0) : newest - 1]
    rows = [made(post, no, edit) for no, edit in enumerate(edits, max(oldest, 2))]
    first = [made(post, 1)] if oldest == 1 else []
    return Page([*first, *rows][::-1], number, pages)


def wording_at(post: Post, no: int, count: int) -> Wording:
    """Number `no` of `count` with its words: one edit made it, and the next one kept it."""
    edits = list(edits_of(post)[max(no - 2, 0) : no])
    text = post.wording if no == count else wording(edits[-1], post.no == 1)
    return made(post, no, edits[0] if no > 1 else None, text)


def edits_of(post: Post) -> QuerySet[Revision]:
    return post.revisions.select_related("editor").order_by("no")


def made(post: Post, no: int, edit: Revision | None = None, text: str = "") -> Wording:
    """A withheld reason is not told."""
    if edit is None:
        return Wording(no, post.created_at, post.author, text=text)
    return Wording(no, edit.at, edit.editor, "" if edit.is_withheld else edit.reason, text)
