"""Collects the project's messages and judges a catalogue of them, in pure Python: no gettext.

`make messages` prints those that still need Indonesian words.
"""

import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import allauth
import django
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po, write_po
from django.template import engines
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "locale/id/LC_MESSAGES/django.po"
OUTSIDE = {".venv", "var", "tests", "bench"}

# A comment with this word opens the last section: what allauth and Django say on our pages.
SECTION = "third-party"
LENDERS = [
    Path(allauth.__file__).parent / "locale/id/LC_MESSAGES/django.po",
    Path(django.__file__).parent / "conf/locale/id/LC_MESSAGES/django.po",
    Path(django.__file__).parent / "contrib/auth/locale/id/LC_MESSAGES/django.po",
]

KEYWORDS = {
    **dict.fromkeys(["_", "gettext", "gettext_lazy", "gettext_noop"], (1,)),
    **dict.fromkeys(["ngettext", "ngettext_lazy"], (1, 2)),
    **dict.fromkeys(["pgettext", "pgettext_lazy"], ((1, "c"), 2)),
    **dict.fromkeys(["npgettext", "npgettext_lazy"], ((1, "c"), 2, 3)),
}

# `%%` is a percent sign of a template; with a word after it, a place that JavaScript fills.
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%\w*|%[sd]|\{\w*\}")

# ux section 3.6: words that readers don't use, or that have another meaning here.
BANNED = re.compile(
    r"\b(?:absensi|attendance|bookmark|download|edit|error|event|expert|feedback|follow|kamu|klik"
    r"|konsep|login|logout|luring|mute|notifikasi|offline|online|OPD|password|presensi|rancangan"
    r"|redact|RSVP|share|silahkan|surel|tag|thread|topik|undo|upload|upvote|waitlist)\b|!",
    re.IGNORECASE,
)

Key = tuple[str | None, str]  # context and msgid
Forms = tuple[str, ...]  # the msgid, and its plural if it has one
Messages = dict[Key, Forms]


# --- What the project says -----------------------------------------------------------------


def files(*endings: str) -> Iterator[Path]:
    """Those of ours; what is installed, ten times as many, is not even listed."""
    for folder, below, names in os.walk(ROOT):
        below[:] = sorted(set(below) - OUTSIDE)
        yield from (Path(folder, name) for name in sorted(names) if name.endswith(endings))


def project_messages() -> Messages:
    messages = {}
    for path in files(".py"):
        messages |= python_messages(path.read_text("utf-8"))
    for path in files(".html", ".txt"):
        messages |= template_messages(path.read_text("utf-8"))
    return messages


def template_messages(source: str) -> Messages:
    engines.all()  # templatize reads the block tags of the engine
    # What it returns is read as Python, where the indentation of a line would mean something.
    lines = [line.lstrip() for line in templatize(source).splitlines()]
    return python_messages("\n".join(lines))


def python_messages(source: str) -> Messages:
    messages = {}
    for _line, function, words, _comments in extract_python(
        BytesIO(source.encode()), KEYWORDS, [], {"encoding": "utf-8"}
    ):
        words = words if isinstance(words, tuple) else (words,)
        places = KEYWORDS[function]
        context = words[0] if isinstance(places[0], tuple) else None
        forms = tuple(words[place - 1] for place in places if isinstance(place, int))
        if forms[0]:
            messages[context, forms[0]] = forms
    return messages


def hidden_messages(source: str) -> list[str]:
    """Messages inside an f-string, where neither Babel nor gettext looks."""
    return re.findall(r"\bf([\"']).*\{n?p?_?(?:gettext|_)\(.*\1", source)


def untrimmed_blocks(source: str) -> list[str]:
    tags = re.findall(r"\{%-?\s*blocktrans(?:late)?\b.*?%\}", source)
    return [tag for tag in tags if not re.search(r"\btrimmed\b", tag)]


# --- What a catalogue answers --------------------------------------------------------------


def read_catalogue(path: Path, *, strict: bool = False) -> Catalog:
    with path.open("rb") as source:
        return read_po(source, locale="id", abort_invalid=strict)


def entries(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def key(message: Message) -> Key:
    return message.context, msgids(message)[0]


def msgids(message: Message) -> Forms:
    return message.id if isinstance(message.id, tuple) else (message.id,)


def msgstrs(message: Message) -> Forms:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def sections(catalogue: Catalog) -> tuple[list[Message], list[Message]]:
    """Our own messages, then the borrowed ones."""
    own, borrowed = [], []
    for message in entries(catalogue):
        is_opening = any(SECTION in comment for comment in message.user_comments)
        (borrowed if borrowed or is_opening else own).append(message)
    return own, borrowed


def missing(catalogue: Catalog, messages: Messages) -> list[Key]:
    known = {key(message) for message in entries(catalogue)}
    return [wanted for wanted in messages if wanted not in known]


def obsolete(catalogue: Catalog, messages: Messages) -> list[Key]:
    own, _borrowed = sections(catalogue)
    unused = [key(message) for message in own if key(message) not in messages]
    return unused + list(catalogue.obsolete)


def not_lent(catalogue: Catalog) -> list[Key]:
    """Borrowed messages that allauth and Django no longer say in these words."""
    lent = {key(message) for path in LENDERS for message in entries(read_catalogue(path))}
    _own, borrowed = sections(catalogue)
    return [key(message) for message in borrowed if key(message) not in lent]


def unfinished(catalogue: Catalog) -> list[Key]:
    return [
        key(message)
        for message in entries(catalogue)
        if message.fuzzy or not all(text and text.strip() for text in msgstrs(message))
    ]


def doubled(text: str) -> list[tuple[str, str]]:
    """Messages that stand in a catalogue twice; whoever reads it takes one of them in silence."""
    found = Counter(re.findall(r'^(?:msgctxt (".*")\n)?msgid ((?:".*"\n)+)', text, re.MULTILINE))
    return [message for message, times in found.items() if times > 1]


def wrong_plurals(catalogue: Catalog, messages: Messages) -> list[Key]:
    """A plural has one Indonesian form, and is a plural in the source too."""
    return [
        key(message)
        for message in entries(catalogue)
        if len(msgstrs(message)) != 1
        or messages.get(key(message), msgids(message)) != msgids(message)
    ]


def changed_placeholders(catalogue: Catalog) -> list[Key]:
    return [
        key(message)
        for message in entries(catalogue)
        if any(places(msgids(message)[-1]) != places(text) for text in msgstrs(message))
    ]


def places(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def banned_words(catalogue: Catalog) -> list[tuple[Key, list[str]]]:
    found = []
    for message in entries(catalogue):
        read = PLACEHOLDER.sub("", " ".join(msgstrs(message)))  # names of places are nobody's words
        if words := BANNED.findall(read):
            found.append((key(message), words))
    return found


def main() -> None:
    """The missing messages in the form of the catalogue; a person writes the words."""
    django.setup()
    catalogue, said = read_catalogue(CATALOGUE), project_messages()
    unwritten = Catalog()
    unwritten.mime_headers = catalogue.mime_headers  # with the one plural form
    for context, msgid in missing(catalogue, said):
        forms = said[context, msgid]
        unwritten.add(forms if len(forms) == 2 else msgid, context=context)
    write_po(sys.stdout.buffer, unwritten, width=0, omit_header=True, sort_output=True)


if __name__ == "__main__":
    main()
