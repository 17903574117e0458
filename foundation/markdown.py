"""Markdown to safe HTML, rendered once on save and stored (reliability.md, part 1, row 10)."""

import re

import nh3
from django.utils.html import linebreaks
from markdown_it import MarkdownIt
from markdown_it.token import Token

# Rises when the output changes, so that stored HTML can be rendered again lazily.
RENDERER = 1
MAX_BODY = 20_000  # signs of one post
MOST_HTML = 16 * MAX_BODY  # a body of bare addresses makes 12 times its own length
DEEPEST = 20  # elements in one another; blocks are held to it by the parser itself

parser = MarkdownIt("commonmark", {"html": False, "linkify": True, "breaks": True}).enable(
    ["table", "strikethrough", "linkify"]
)
cleaner = nh3.Cleaner(
    tags=set(
        "p br strong em s a code pre blockquote ul ol li hr h3 h4 h5 h6 "
        "table thead tbody tr th td".split()
    ),
    attributes={"a": {"href", "title"}, "ol": {"start"}},
    url_schemes={"http", "https", "mailto"},
    link_rel="ugc nofollow noopener",
)
SIGNS = re.compile(r"([\\\[\]*_`<>~])")  # that mean something in a line
HEADING = re.compile(r"<(/?)h([12])>")


def render_markdown(text: str) -> str:
    """Safe HTML. Headings start at h3 (the page owns h1 and h2); pictures become links.

    What would be drawn much larger or deeper than any text stands there as it was typed.
    """
    references: dict = {}
    tokens = parser.parse(text, references)
    html = parser.renderer.render(tokens, parser.options, references)
    if len(html) > MOST_HTML or depth(tokens) > DEEPEST:
        html = linebreaks(text, autoescape=True)
    html = re.sub(r'<img src="([^"]*)" alt="([^"]*)"[^>]*>', r'<a href="\1">\2</a>', html)
    html = HEADING.sub(r"<\g<1>h3>", html)
    return cleaner.clean(html)


def depth(tokens: list[Token]) -> int:
    """Of emphasis in emphasis, which the parser does not bound."""
    return max((part.level for token in tokens for part in token.children or ()), default=0)


def link_to(title: str, address: str) -> str:
    """A link in Markdown whose title says just what it says."""
    shown = SIGNS.sub(r"\\\1", title)
    return f"[{shown}]({address})"


def plain_text(html: str) -> str:
    """The words of rendered HTML, for search, excerpts and notices."""
    text = nh3.clean(re.sub(r"</(p|li|h\d|tr|blockquote|pre)>|<br>", " ", html), tags=set())
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\xa0", "&nbsp;")):
        text = text.replace(entity, sign)
    return " ".join(text.split())
