"""Places on a page that a higher app fills: a lower page names a panel, the higher one draws it.

An app's `panels.py` registers functions `(request, noun) -> (template, context) | None`.
"""

from collections import defaultdict
from collections.abc import Callable

Panel = Callable[..., tuple[str, dict] | None]
panels: dict[str, list[Panel]] = defaultdict(list)


def fills(name: str) -> Callable[[Panel], Panel]:
    """Registers a function as one that fills the panel of this name."""

    def register(function: Panel) -> Panel:
        panels[name].append(function)
        return function

    return register
