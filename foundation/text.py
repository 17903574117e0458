"""Cleaning what people type, and the form fields that do it."""

import re
import unicodedata

from django import forms
from django.utils.translation import gettext_lazy as _

# Zero-width signs, direction overrides, blank letters and the byte order mark: good for spoofing.
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# More signs than Unicode's stream-safe format allows on one letter: sorting them takes minutes.
PILE = re.compile(r"[^\w\s\x00-\x7f]{31,}")


def clean_body(text: str) -> str:
    """Several lines: composed letters, plain line ends, nothing invisible."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n")
    text = without_piles(CONTROL.sub("", INVISIBLE.sub("", text)))
    # Composed last: a mark joins its letter only when nothing invisible stands between.
    return without_piles(unicodedata.normalize("NFC", text)).strip()


def without_piles(text: str) -> str:
    """Without marks where they are heaped; a line of dashes or pictures stays."""
    return PILE.sub(
        lambda pile: "".join(sign for sign in pile[0] if not unicodedata.combining(sign)), text
    )


def clean_line(text: str) -> str:
    """One line, single spaces."""
    return " ".join(clean_body(text).split())


class LineField(forms.CharField):
    """One line of text."""

    def to_python(self, value):
        return clean_line(super().to_python(value))


class TitleField(LineField):
    """What lists, links and search show a thing by: with letters of any script."""

    default_error_messages = {
        "wordless": _("The title needs words: nobody finds signs or pictures alone.")
    }

    def validate(self, value):
        super().validate(value)
        if value and not any(sign.isalpha() for sign in value):
            raise forms.ValidationError(self.error_messages["wordless"], code="wordless")


class BodyField(forms.CharField):
    """Text of several lines; Markdown where the page says so."""

    widget = forms.Textarea

    def to_python(self, value):
        return clean_body(super().to_python(value))


def too_long(limit: int) -> dict:
    """Error messages of a field of at most `limit` signs."""
    return {"max_length": _("Too long: %(show_value)d signs. At most %(limit_value)d fit here.")}


# "[@Salim Desky](/orang/7k3mq/)": a link as any other where nobody knows what a mention is.
MENTION = re.compile(r"\[@([^\]\n]{1,120})\]\(/orang/([0-9A-Za-z]{5,6})/\)")
# "[@Dinas Kesehatan](/unit/dinas-kesehatan/orang/)": everybody in that unit.
GROUP_MENTION = re.compile(r"\[@[^\]\n]{1,160}\]\(/unit/([\w-]{1,80})/orang/\)")
