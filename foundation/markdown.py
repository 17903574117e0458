"""Markdown to safe HTML, rendered once on save and stored (reliability.md, part 1, row 10)."""

import re

import nh3
from markdown_it import MarkdownIt

# Rises when the output changes, so that stored HTML can be rendered again lazily.
RENDERER = 1
MAX_BODY = 20_000  # signs of one post

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
HEADING = re.compile(r"<(/?)h([12])>")


def render_markdown(text: str) -> str:
    """Safe HTML. Headings start at h3 (the page owns h1 and h2); pictures become links."""
    html = parser.render(text)
    html = re.sub(r'<img src="([^"]*)" alt="([^"]*)"[^>]*>', r'<a href="\1">\2</a>', html)
    html = HEADING.sub(r"<\g<1>h3>", html)
    return cleaner.clean(html)


def plain_text(html: str) -> str:
    """The words of rendered HTML, for search, excerpts and notices."""
    text = nh3.clean(re.sub(r"</(p|li|h\d|tr|blockquote|pre)>|<br>", " ", html), tags=set())
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\xa0", "&nbsp;")):
        text = text.replace(entity, sign)
    return " ".join(text.split())
