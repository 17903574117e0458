"""Finding: the words, filtered by what this reader may see, with the place where they stand."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.engines import engine
from search.folding import query_groups, stems, words_of
from search.models import SearchEntry

PAGE = 20
WINDOW = 160  # signs of a snippet
TOKEN = re.compile(r"\w+")


@dataclass
class Found:
    """A page of results, how many there are of each kind, and whether all words had to match."""

    entries: list[SearchEntry]
    counts: dict[str, int]
    every_word: bool

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def find(
    *, text: str, audiences: Collection[str], kinds: Collection[str] = (), page: int = 1
) -> Found:
    """Entries with every word, or, when there are none, with any word."""
    groups = query_groups(text)
    if not groups or not audiences:
        return Found([], {}, every_word=True)
    found = search(groups, audiences, kinds, page, every=True)
    if not found.counts and len(groups) > 1:
        found = search(groups, audiences, kinds, page, every=False)
    for entry in found.entries:
        entry.shown_title = marked(entry.title, groups)
        entry.snippet = marked(around(entry.body, groups), groups)
    return found


def search(
    groups: list[frozenset[str]],
    audiences: Collection[str],
    kinds: Collection[str],
    page: int,
    *,
    every: bool,
) -> Found:
    index = engine()
    expression = index.expression(groups, every=every)
    where = f"{index.condition} AND entry.audience IN ({places(audiences)})"
    counts = count(index, where, [expression, *audiences])
    chosen = [kind for kind in kinds if kind in counts] if kinds else list(counts)
    if not chosen:
        return Found([], counts, every_word=every)
    ids = ranked(expression, audiences, chosen, most=PAGE, skip=(page - 1) * PAGE)
    by_id = SearchEntry.objects.in_bulk(ids)
    return Found([by_id[pk] for pk in ids], counts, every_word=every)


def find_ids(*, text: str, kind: str, audiences: Collection[str], most: int) -> list[int]:
    """The things of one kind, best first: with every word, or, when there are none, with any."""
    groups = query_groups(text)
    if not groups or not audiences:
        return []
    expressions = [engine().expression(groups, every=every) for every in (True, False)]
    found = next((ids for one in expressions if (ids := ranked(one, audiences, [kind], most))), [])
    objects = dict(SearchEntry.objects.filter(pk__in=found).values_list("pk", "object_id"))
    return [objects[pk] for pk in found]


def ranked(
    expression: str, audiences: Collection[str], kinds: Collection[str], most: int, skip: int = 0
) -> list[int]:
    """The ids of entries, best first."""
    index = engine()
    statement = (
        f"SELECT entry.id FROM {index.source} WHERE {index.condition} "  # noqa: S608  only fixed words
        f"AND entry.audience IN ({places(audiences)}) AND entry.kind IN ({places(kinds)}) "
        f"ORDER BY {index.score} DESC, entry.id DESC LIMIT {int(most)} OFFSET {int(skip)}"
    )
    scored = [expression] if index.score.count("%s") else []
    with connection.cursor() as cursor:
        cursor.execute(statement, [expression, *audiences, *kinds, *scored])
        return [row[0] for row in cursor.fetchall()]


def count(index, where: str, values: list[str]) -> dict[str, int]:
    statement = f"SELECT entry.kind, count(*) FROM {index.source} WHERE {where} GROUP BY entry.kind"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return dict(cursor.fetchall())


def places(values: Collection[str]) -> str:
    return ", ".join(["%s"] * len(values))


def is_hit(word: str, groups: list[frozenset[str]]) -> bool:
    forms = {form for part in words_of(word) for form in stems(part)}
    return any(group & forms for group in groups)


def around(body: str, groups: list[frozenset[str]]) -> str:
    """The part of the body that has the first hit, cut at words."""
    first = next((m.start() for m in TOKEN.finditer(body) if is_hit(m.group(), groups)), 0)
    start = max(0, first - WINDOW // 3)
    if start:
        start = body.find(" ", start) + 1
    part = body[start : start + WINDOW]
    if start + WINDOW < len(body):
        part = part.rsplit(" ", 1)[0] + "…"
    return ("…" if start else "") + part


def marked(text: str, groups: list[frozenset[str]]) -> SafeString:
    """Escaped text with the hits in <mark>."""
    pieces, last = [], 0
    for match in TOKEN.finditer(text):
        if is_hit(match.group(), groups):
            pieces += [escape(text[last : match.start()]), f"<mark>{escape(match.group())}</mark>"]
            last = match.end()
    return mark_safe("".join(pieces) + escape(text[last:]))  # noqa: S308  every piece is escaped
