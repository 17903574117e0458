"""What the person wrote, without the mail that it replies to and without the signature."""

import re
from email.message import EmailMessage
from html import unescape

import nh3

MARK = "##-"  # begins the line above which one writes; the same in every language
QUOTED = ">"
SIGNATURES = ("--", "-- ")
# "Pada tanggal … menulis:", "On … wrote:", also where the program breaks it into two lines.
WROTE = re.compile(r"(menulis|wrote)\s*:\s*$", re.IGNORECASE)
DATED = re.compile(r"^(pada|on)\s", re.IGNORECASE)
# Outlook's block above a quotation, and a phone's last line.
FORWARDED = re.compile(r"^(_{10,}|-{3,}\s?(original message|pesan asli).*|(from|dari):\s)", re.I)
DEVICE = re.compile(r"^(sent from|dikirim dari|get outlook for|dapatkan outlook)\b", re.I)
BREAKS = re.compile(r"<(br|/p|/div|/li|/tr|/h\d)\b[^>]*>", re.IGNORECASE)


def answer_in(mail: EmailMessage) -> str:
    """Plain text; of a mail that has HTML alone, its words."""
    part = mail.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    try:
        text = part.get_content()
    except LookupError:  # a charset that nobody knows
        text = bytes(part.get_payload(decode=True)).decode("utf-8", "replace")
    if part.get_content_subtype() == "html":
        text = unescape(nh3.clean(BREAKS.sub("\n", text), tags=set()))
    return cut(text)


def cut(text: str) -> str:
    lines = text.replace("\r", "").split("\n")
    kept = lines[: next((no for no, line in enumerate(lines) if is_end(line)), len(lines))]
    while kept and is_idle(kept[-1]):
        kept.pop()
    if kept and WROTE.search(kept[-1]):
        kept.pop()
        if kept and DATED.match(kept[-1]):
            kept.pop()
    while kept and is_idle(kept[-1]):
        kept.pop()
    return "\n".join(kept).strip()


def is_end(line: str) -> bool:
    """A quotation inside an answer ends it too: mail programs put what they quote below."""
    starts = line.startswith(QUOTED) or line in SIGNATURES
    return starts or MARK in line or bool(FORWARDED.match(line))


def is_idle(line: str) -> bool:
    return not line.strip() or bool(DEVICE.match(line.strip()))
