"""The text that people pass on by WhatsApp (ux 3.6): bold title, a sentence, a short link."""

import re

from django.http import HttpRequest

LONGEST = 160  # signs of a sentence
END = re.compile(r"(?<=[.!?])\s")


def share_text(request: HttpRequest, title: str, path: str, sentence: str = "") -> str:
    lines = [f"*{title}*", sentence, request.build_absolute_uri(path)]
    return "\n".join(line for line in lines if line)


def first_sentence(text: str) -> str:
    """Whole words of it, at most LONGEST signs."""
    first = END.split(text.strip(), maxsplit=1)[0]
    return first if len(first) <= LONGEST else f"{first[:LONGEST].rsplit(' ', 1)[0]} …"
