"""Rows of lists as cached fragments: the template is what a list costs (performance.md 3.3).

A row shows nothing personal; `UNREAD` marks the place where a person's own dot is laid over.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.cache import cache
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

FORMAT = 17  # rises when a row's template changes
KEPT = 24 * 3600
UNREAD = "<!--unread-->"


def drawn_rows(
    template: str,
    nouns: Iterable[Any],
    *,
    unread: Iterable[int] = (),
    complete: Callable[[list[Any]], None] | None = None,
) -> list[SafeString]:
    """The HTML of each noun; its `row_key` names everything that the template shows.

    `complete` reads what only a drawing needs, for the nouns that are not kept.
    """
    nouns = list(nouns)
    keys = [f"row:{FORMAT}:{template}:{get_language()}:{noun.row_key}" for noun in nouns]
    found = cache.get_many(keys)
    missing = {key: noun for key, noun in zip(keys, nouns, strict=True) if key not in found}
    if missing:
        if complete:
            complete(list(missing.values()))
        drawing = get_template(template)
        drawn = {key: drawing.render({"noun": noun}) for key, noun in missing.items()}
        cache.set_many(drawn, KEPT)
        found |= drawn
    unread_ids = frozenset(unread)
    words = _("Unread:")  # not inside the f-string: nobody would find the message there
    dot = f'<span class="dot" aria-hidden="true"></span><span class="sr">{words}</span> '
    return [
        mark_safe(found[key].replace(UNREAD, dot if noun.pk in unread_ids else ""))  # noqa: S308
        for key, noun in zip(keys, nouns, strict=True)
    ]
