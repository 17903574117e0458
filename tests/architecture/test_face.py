"""The face's promises that need no browser: tokens, contrast, no inline code, bytes."""

import re
from pathlib import Path

import brotli
import pytest
from django.core.files.base import ContentFile

from foundation.statics import ForumStaticStorage, sent

ROOT = Path(__file__).parent.parent.parent
CSS = ROOT / "static" / "css"
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
INLINE = re.compile(
    r"""\sstyle=|\son(click|load|submit|change|input)=|<style|<script(?![^>]*src=)"""
)
FORBIDDEN = re.compile(r"light-dark\(|color-mix\(|@scope|@import|!important")
PAIRS = [  # foreground, background, least ratio (WCAG 2.2; ux 3.2)
    *[("ink", ground, 7) for ground in ("paper", "surface", "sunken", "gold-soft")],
    *[("ink-2", ground, 7) for ground in ("paper", "surface")],
    *[("ink-3", ground, 4.5) for ground in ("paper", "surface", "sunken")],
    *[("green-text", ground, 4.5) for ground in ("paper", "surface", "green-soft", "sunken")],
    ("on-green", "green", 4.5),
    ("on-green", "green-hover", 4.5),
    ("gold", "gold-soft", 4.5),
    ("gold", "surface", 4.5),
    ("on-gold", "gold-fill", 4.5),
    ("red", "red-soft", 4.5),
    ("red", "surface", 4.5),
    ("red", "paper", 4.5),
    ("on-red", "red", 4.5),
    ("blue", "blue-soft", 4.5),
    ("blue", "surface", 4.5),
    ("on-blue", "blue", 4.5),
    ("on-cloth", "cloth", 7),
    ("on-cloth-2", "cloth", 4.5),
    ("on-cloth-2", "cloth-field", 4.5),
    ("green", "surface", 3),
    ("edge", "surface", 3),
    ("edge", "paper", 3),
    ("focus", "surface", 3),
    ("focus", "paper", 3),
    ("focus-cloth", "cloth", 3),
]


def tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9A-Fa-f]{6})", block))


def blocks() -> tuple[dict, dict, dict]:
    """Light, dark by system, dark by choice."""
    css = (CSS / "10-tokens.css").read_text(encoding="utf-8")
    light, rest = css.split("@media screen and (prefers-color-scheme: dark)")
    system, chosen = rest.split(':root[data-theme="dark"]')
    return tokens(light), tokens(system), tokens(chosen.split("}")[0])


def luminance(colour: str) -> float:
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_both_dark_blocks_are_the_same():
    _light, system, chosen = blocks()

    assert system == chosen


@pytest.mark.parametrize("theme", [0, 1])
def test_every_pair_of_colours_can_be_read(theme):
    colours = blocks()[0] | (blocks()[1] if theme else {})
    weak = [pair for pair in PAIRS if ratio(colours[pair[0]], colours[pair[1]]) < pair[2]]

    assert weak == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_has_inline_code(path):
    assert INLINE.findall(path.read_text(encoding="utf-8")) == []


def test_row_81_pinch_zoom_is_blocked_nowhere():
    """Neither by a viewport (WCAG 1.4.4) nor by what a style or a script takes from the fingers."""
    viewports = re.findall(
        r'<meta name="viewport"[^>]*>', "".join(path.read_text() for path in TEMPLATES)
    )
    assert viewports
    assert not [
        one for one in viewports if re.search(r"user-scalable|(maximum|minimum)-scale", one)
    ]
    sources = [*CSS.glob("*.css"), *(ROOT / "static" / "js").rglob("*.js")]
    blocking = re.compile(r"touch-action\s*:\s*(none|pan|manipulation)|gesturestart|touchmove")
    assert [path.name for path in sources if blocking.search(path.read_text())] == []


def test_the_style_sheets_use_nothing_that_old_phones_lack():
    found = {
        (path.name, hit)
        for path in CSS.glob("*.css")
        for hit in FORBIDDEN.findall(re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL))
        if not (hit == "!important" and path.name in ("20-base.css", "70-print.css"))
    }

    assert found == set()


def test_style_and_script_stay_light():
    """In brotli (ux 4.4): CSS 12 KB; htmx and all of ours, as sent, 28 KB; the sprite 5 KB."""
    css = "\n".join(path.read_text(encoding="utf-8") for path in sorted(CSS.glob("*.css")))
    htmx = next(
        (ROOT / ".venv").glob("lib/*/site-packages/django_htmx/static/django_htmx/htmx-2.min.js")
    )
    ours = [sent(path.read_bytes()) for path in (ROOT / "static" / "js").glob("*.js")]

    assert size(css) <= 12 * 1024
    assert sum(size(script.decode()) for script in [htmx.read_bytes(), *ours]) <= 28 * 1024
    assert size((ROOT / "static" / "img" / "ikon.svg").read_text()) <= 5 * 1024


def size(text: str) -> int:
    return len(brotli.compress(text.encode(), quality=11))


def test_a_module_is_stored_without_the_lines_that_only_explain(tmp_path):
    storage = ForumStaticStorage(location=tmp_path)
    written = b"// Why.\nconst home = 'https://contoh'; // here\n  // More.\nrun(home);\n"

    script = ContentFile(written)
    script.read()  # the hash was taken from it

    name = storage.save("js/contoh.js", script)

    assert (tmp_path / name).read_bytes() == b"const home = 'https://contoh'; // here\nrun(home);\n"
