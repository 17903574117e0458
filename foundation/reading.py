"""How long a file is and how it begins, as far as it is text."""

import codecs
import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from foundation.privacy import mask
from foundation.text import clean_body
from foundation.uploads import PLAIN

READABLE = sorted({"pdf", *PLAIN})
LONGEST = 2000  # signs of a beginning
HEAD = 4 * LONGEST  # bytes that hold as many signs
PATIENCE = 10  # seconds for a PDF
PIECE = 64 * 1024
PDF_READER = Path(__file__).with_name("pdf.py")


@dataclass(frozen=True)
class Contents:
    """What was found out; nothing of a file that is broken, locked, or only pictures."""

    pages: int | None = None
    beginning: str = ""


def read_contents(file: IO[bytes], kind: str) -> Contents:
    if kind == "pdf":
        return contents_of_pdf(file)
    if kind in PLAIN:
        return Contents(beginning=shortened(decoded(file.read(HEAD))))
    return Contents()


def contents_of_pdf(file: IO[bytes]) -> Contents:
    """By another process (decision 40), which is stopped when it takes too long."""
    with tempfile.TemporaryFile() as copy:
        shutil.copyfileobj(file, copy, PIECE)
        copy.seek(0)
        lines = said_about(copy).split(b"\n")[:-1]  # one without its end was cut short
    found = [json.loads(line) for line in lines[:2]]
    pages, text = [*found, None, None][:2]
    return Contents(pages=pages, beginning=shortened(text or ""))


def said_about(pdf: IO[bytes]) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603  our own program, nothing of the file in its words
            [sys.executable, "-I", str(PDF_READER)],
            stdin=pdf,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        return late.stdout or b""
    return done.stdout


def decoded(head: bytes) -> str:
    """UTF-8, or what older programs for tables and text write; a sign cut in half is left out."""
    try:
        return codecs.getincrementaldecoder("utf-8-sig")().decode(head)
    except UnicodeDecodeError:
        return head.decode("cp1252", errors="ignore")


def shortened(text: str) -> str:
    """Clean, cut at a word, no empty lines in a row, the numbers of people masked."""
    clean = clean_body(text.encode(errors="ignore").decode())
    lines = [" ".join(line.split()) for line in clean.split("\n")]
    text = mask("\n".join(line for line in lines if line))
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST].rsplit(maxsplit=1)[0] + " …"
