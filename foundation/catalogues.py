"""Compiling the message catalogues by Babel, so that no gettext is needed to run."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_catalogues(root: Path, *, only_stale: bool = False) -> list[str]:
    """Writes locale/*/LC_MESSAGES/*.mo below `root`; returns the languages that were written.

    Needs no settings: a server compiles before Django reads (and remembers) its catalogues.
    """
    written = []
    for po in sorted(root.glob("locale/*/LC_MESSAGES/*.po")):
        mo, language = po.with_suffix(".mo"), po.parent.parent.name
        if only_stale and mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
            continue
        with po.open("rb") as source:
            catalog = read_po(source, locale=language)
        with mo.open("wb") as target:
            write_mo(target, catalog)
        written.append(language)
    return written
