"""Parts drawn once for everybody: they show their inputs, and nobody's own page."""

import re
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils import translation

TEMPLATES = Path(__file__).parent.parent.parent / "templates"
SOURCES = {path: path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html")}
KEPT = sorted({name for text in SOURCES.values() for name in re.findall(r'{% kept "(.+?)"', text)})
PERSONAL = re.compile(
    r"(?<![\"\w])(user|request|csrf_token|messages|perms)\b|{% (key|query|panels) "
)


def source(name):
    """With what it includes."""
    text = SOURCES[TEMPLATES / name]
    return text + "".join(map(source, re.findall(r'{% include "(.+?)"', text)))


def drawn(tag, **context):
    return Template(f"{{% kept {tag} %}}").render(Context(context))


def test_some_parts_are_kept():
    assert KEPT


@pytest.mark.parametrize("name", KEPT)
def test_a_kept_part_asks_for_nothing_personal(name):
    assert PERSONAL.findall(source(name)) == []


def test_a_kept_part_sees_only_its_inputs():
    shown = drawn('"foundation/_tabbar.html" tab="news"', unseen=7)

    assert "<span data-bell-count>0</span>" in shown


def test_each_input_has_its_own_drawing():
    one, other = (drawn('"foundation/_tabbar.html" unseen=n', n=n) for n in (0, 3))

    assert "<span data-bell-count>0</span>" in one
    assert "<span data-bell-count>3</span>" in other


def test_each_language_has_its_own_drawing():
    with translation.override("en"):
        english = drawn('"foundation/_topnav.html"')

    assert "Questions" in english
    assert "Questions" not in drawn('"foundation/_topnav.html"')


def test_nobody_sees_the_name_of_whoever_came_first(employee, stranger, as_user):
    as_user(employee).get("/tanya/")

    page = as_user(stranger).get("/tanya/").content.decode()

    assert stranger.name in page
    assert employee.name not in page
