"""Markdown to HTML: safe for any text, and quick on texts that are meant to be slow."""

import time
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from foundation.markdown import DEEPEST, MOST_HTML, plain_text, render_markdown
from tests.hostile import BOMBS

ALLOWED = set(
    "p br strong em s a code pre blockquote ul ol li hr h3 h4 h5 h6 "
    "table thead tbody tr th td".split()
)
SCHEMES = ("http://", "https://", "mailto:")
pieces = st.sampled_from(
    ["<script>", "</script>", "javascript:", "](", "[a](javascript:alert(1))", "![x](", "onload=",
     "<img src=x onerror=y>", "data:text/html,x", "`", "|", "\n", "> ", "- ", "# ", "\t", "&#106;",
     "http://a.id", "\0", "\u202e", "~~", "<!--", "\"", "'", "vbscript:", "\\"]
)  # fmt: skip
markdown = st.one_of(
    st.text(max_size=2_000), st.lists(st.one_of(pieces, st.text(max_size=8))).map("".join)
)


class Reader(HTMLParser):
    """Collects every tag with its attributes, and how deep they stand in one another."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes = set(), []
        self.depth = self.deepest = 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs
        self.depth += tag not in ("br", "hr")
        self.deepest = max(self.deepest, self.depth)

    def handle_endtag(self, tag):
        self.depth -= 1


@given(markdown)
@example("[a](javascript:alert(1)) <javascript:alert(1)> ![b](data:text/html,x)")
@example('![a" onerror="x](http://a.id "b\' onclick=\'y")')
def test_any_text_yields_only_harmless_html(text):
    page = Reader(render_markdown(text))

    assert page.tags <= ALLOWED
    assert {name for name, _value in page.attributes} <= {"href", "title", "rel", "start"}
    assert all(
        value.lower().startswith(SCHEMES) or ("://" not in value and ":" not in value.split("/")[0])
        for name, value in page.attributes
        if name == "href"
    )


@given(st.text(max_size=500))
def test_plain_text_of_any_text_has_single_spaces(text):
    words = plain_text(render_markdown(text))

    assert words == " ".join(words.split())


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_drawn_neither_large_nor_deep_nor_slowly(bomb):
    """The slowest, brackets, took 0.2 s of CPU on 2026-11-26.

    Without bounds references made 16 MB of 20 KB, and stars 5,000 elements in one another.
    """
    started = time.process_time()

    html = render_markdown(bomb)

    assert time.process_time() - started < 2
    assert len(html) <= MOST_HTML
    assert Reader(html).deepest <= DEEPEST + 2


@pytest.mark.parametrize("name", ["references", "stars"])
def test_what_would_grow_too_much_stands_as_it_was_typed(name):
    html = render_markdown(BOMBS[name])

    assert plain_text(html) == " ".join(BOMBS[name].split())


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("# Judul", "<h3>Judul</h3>"),
        ("**tebal**", "<p><strong>tebal</strong></p>"),
        ("satu\ndua", "<p>satu<br>\ndua</p>"),
        (
            "![peta](https://a.id/p.png)",
            '<p><a href="https://a.id/p.png" rel="ugc nofollow noopener">peta</a></p>',
        ),
        ("<b>a</b>", "<p>&lt;b&gt;a&lt;/b&gt;</p>"),
    ],
)
def test_usual_texts_are_drawn_as_expected(text, html):
    assert render_markdown(text).strip() == html


def test_plain_text_keeps_words_of_neighbouring_blocks_apart():
    assert plain_text(render_markdown("# Satu\n\n- dua\n- tiga & <empat>")) == (
        "Satu dua tiga & <empat>"
    )
