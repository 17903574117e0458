"""What is drawn as a PDF: first said in words, then drawn by `foundation/press.py`."""

import hashlib
import json
import logging
import subprocess
import sys
import unicodedata
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.refusals import Refusal

logger = logging.getLogger("sepakat")
PRESS = Path(__file__).with_name("press.py")
PATIENCE = 20  # seconds
# The fonts that every reader of PDF has know Latin-1; these signs have a plain form in it.
PLAIN_SIGNS = {
    **dict.fromkeys((8211, 8212, 8226), "-"),  # dashes, bullet
    **dict.fromkeys((8216, 8217), "'"),
    **dict.fromkeys((8220, 8221), '"'),
    0x2026: "...",
    0x2192: "->",
}


class CannotBeDrawn(Refusal):
    message = _("The PDF cannot be drawn now. Nothing is lost; try again in a few minutes.")
    status = 503


@dataclass
class Sheet:
    """A4 pages: `mark` stands large behind the text and `foot` below it.

    Each part is a `draw_` of the press with its words. The same sheet is drawn as the same bytes.
    """

    title: str
    mark: str
    foot: str
    at: str
    language: str = "id"
    parts: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    is_altered: bool = False

    def add(self, part: str, **words: Any) -> None:
        self.parts.append((part, {name: self.printable(one) for name, one in words.items()}))

    def printable(self, words: Any) -> Any:
        """In signs that the font has: a letter without its mark, else "?"; `is_altered` then."""
        if isinstance(words, list | tuple):
            return [self.printable(one) for one in words]
        if not isinstance(words, str):
            return words
        text = unicodedata.normalize("NFC", words).translate(PLAIN_SIGNS)
        found = "".join(latin(sign) for sign in text)
        self.is_altered |= found != text
        return found

    @property
    def as_json(self) -> bytes:
        return json.dumps(asdict(self), sort_keys=True).encode()

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.as_json).hexdigest()

    def drawn(self) -> bytes:
        try:
            return subprocess.run(  # noqa: S603  our own program, and words that it only draws
                [sys.executable, "-I", str(PRESS)],
                input=self.as_json,
                stdout=subprocess.PIPE,
                env={},
                timeout=PATIENCE,
                check=True,
            ).stdout
        except (OSError, subprocess.SubprocessError) as failure:
            logger.exception("the press drew nothing")
            raise CannotBeDrawn from failure


def latin(sign: str) -> str:
    for one in (sign, unicodedata.normalize("NFKD", sign)[0]):
        if ord(one) < 256:
            return one
    return "?"
