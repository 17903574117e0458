"""Numbers that say who somebody is, found in what people type, and masked.

Formats: NIP of 18 digits (Perka BKN 22/2007), NIK and KK of 16 (PP 40/2019: six of the place, a
date, four of the series), mobile numbers of Indonesia, bank accounts by the word before them.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

RUN = re.compile(r"(?<![\w.,])\d(?:[ -]?\d){15,17}(?![\w]|[.,]\d)")
PHONE = re.compile(r"(?<![\w.,])(?:\+62|62|0)[ -]?8\d(?:[ -]?\d){7,10}(?!\d)")
ACCOUNT = re.compile(
    r"(?<!kode )\b(?:rekening|rek|norek|account)\b[^\d\n]{0,25}(\d(?:[ -]?\d){8,15})(?![\d.])",
    re.IGNORECASE,
)
NIP = re.compile(r"(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(19|20)\d\d(\d\d)[0-2]\d{3}")
NIK = re.compile(r"[1-9]\d{5}(0[1-9]|[12]\d|3[01]|4[1-9]|[56]\d|7[01])(0[1-9]|1[0-2])\d{6}")
LABELS = {
    "nip": _("a NIP"),
    "nik": _("a NIK or KK number"),
    "phone": _("a phone number"),
    "account": _("an account number"),
}
IDENTITY = {"nip", "nik"}  # never published; the others only when the writer confirms


@dataclass(frozen=True)
class Found:
    """A passage of the text: `kind` is a key of LABELS."""

    kind: str
    start: int
    end: int

    @property
    def label(self):
        return LABELS[self.kind]


def find_personal_data(text: str) -> list[Found]:
    """In the order of the text; passages never overlap."""
    found = [
        Found(kind, *match.span()) for match in RUN.finditer(text) if (kind := kind_of(match[0]))
    ]
    found += [Found("phone", *match.span()) for match in PHONE.finditer(text)]
    found += [Found("account", *match.span(1)) for match in ACCOUNT.finditer(text)]
    apart: list[Found] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not apart or one.start >= apart[-1].end:
            apart.append(one)
    return apart


def kind_of(run: str) -> str:
    digits = re.sub(r"\D", "", run)
    if NIP.fullmatch(digits):
        return "nip"
    return "nik" if NIK.fullmatch(digits) else ""


def mask(text: str) -> str:
    """Every digit found becomes a dot, except for the last two of each number."""
    for one in reversed(find_personal_data(text)):
        passage = text[one.start : one.end]
        hidden = re.sub(r"\d", "•", passage[:-2]) + passage[-2:]
        text = text[: one.start] + hidden + text[one.end :]
    return text
