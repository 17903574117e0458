"""Parts of pages, drawn once for each state: templates are what a page costs (decision 25)."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language


def kept(template: str, **state: Any) -> SafeString:
    """A part that is alike for everybody with this state; it sees no request."""
    drawing = drawn.__wrapped__ if settings.DEBUG else drawn
    return drawing(template, get_language(), **state)


@lru_cache(maxsize=1000)
def drawn(template: str, language: str, **state: Any) -> SafeString:
    """Once per process."""
    return render_to_string(template, state)


def filled(template: str, own: Mapping[str, str], **state: Any) -> SafeString:
    """A kept part with texts of the page's own: `own` says what stands in the place of each mark.

    In one pass, so that a mark inside somebody's text stays a text.
    """
    marks = "|".join(map(re.escape, own))
    texts = {mark: conditional_escape(text) for mark, text in own.items()}
    html = re.sub(marks, lambda found: texts[found[0]], kept(template, **state))
    return mark_safe(html)  # noqa: S308  a rendered template, and texts that are escaped
