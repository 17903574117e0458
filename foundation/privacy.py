"""Numbers that say who somebody is, found in what people type, and masked.

Formats: NIP of 18 digits (Perka BKN 22/2007), NIK and KK of 16 (PP 40/2019: six of the place, a
date, four of the series), mobile numbers of Indonesia, bank accounts by the word before them.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

GAP = r"[ \t\u00a0.\-–_]"
START = r"(?<!\d)(?<!\d[.,])"
RUN = re.compile(rf"{START}\d(?:{GAP}?\d){{15,}}")
GROUP = re.compile(r"\d+")
PHONE = re.compile(rf"{START}\(?(?:\+62|62|0)\)?{GAP}?\(?8[1-9](?:[ .\-–)]{{0,2}}\d){{7,10}}(?!\d)")
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
LONGEST = 18  # digits of an identity number
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
    found = [one for run in RUN.finditer(text) for one in identities_in(run)]
    found += [Found("phone", *match.span()) for match in PHONE.finditer(text)]
    found += [Found("account", *match.span(1)) for match in ACCOUNT.finditer(text)]
    apart: list[Found] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not apart or one.start >= apart[-1].end:
            apart.append(one)
    return apart


def identities_in(run: re.Match) -> list[Found]:
    """Whole groups of digits that together are an identity number: "1 1102…" is one with a 1."""
    groups = [(one.start(), one.end(), one[0]) for one in GROUP.finditer(run[0])]
    found, first = [], 0
    while first < len(groups):
        last, digits = first, groups[first][2]
        while len(digits) < LONGEST and last + 1 < len(groups) and not kind_of(digits):
            last += 1
            digits += groups[last][2]
        if kind := kind_of(digits):
            start, end = groups[first][0], groups[last][1]
            found.append(Found(kind, run.start() + start, run.start() + end))
            first = last
        first += 1
    return found


def kind_of(digits: str) -> str:
    if NIP.fullmatch(digits):
        return "nip"
    return "nik" if NIK.fullmatch(digits) else ""


def mask(text: str, kinds: Collection[str] = LABELS) -> str:
    """Every digit found becomes a dot, except for the last two of each number of these kinds."""
    for one in reversed([one for one in find_personal_data(text) if one.kind in kinds]):
        passage = text[one.start : one.end]
        hidden = re.sub(r"\d", "•", passage[:-2]) + passage[-2:]
        text = text[: one.start] + hidden + text[one.end :]
    return text
