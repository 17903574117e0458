"""Cleaning what people type, and the form fields that do it."""

import re
import unicodedata

from django import forms
from django.utils.translation import gettext_lazy as _

# Zero-width signs, direction overrides and the byte order mark: invisible, and good for spoofing.
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
CONTROL = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")


def clean_body(text: str) -> str:
    """Several lines: composed letters, plain line ends, nothing invisible."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return CONTROL.sub("", INVISIBLE.sub("", text)).strip()


def clean_line(text: str) -> str:
    """One line, single spaces."""
    return " ".join(clean_body(text).split())


class LineField(forms.CharField):
    """One line of text."""

    def to_python(self, value):
        return clean_line(super().to_python(value))


class BodyField(forms.CharField):
    """Text of several lines; Markdown where the page says so."""

    widget = forms.Textarea

    def to_python(self, value):
        return clean_body(super().to_python(value))


def too_long(limit: int) -> dict:
    """Error messages of a field of at most `limit` signs."""
    return {"max_length": _("Too long: %(show_value)d signs. At most %(limit_value)d fit here.")}
