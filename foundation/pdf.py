"""Says of the PDF on its standard input how many pages it has, then how they begin.

A program of its own: a file made to hang or to fill the memory ends this process and no other. It
starts without our settings and secrets, and imports nothing of ours.
"""

import json
import os
import resource
import sys
from itertools import islice

from pypdf import PdfReader

SECONDS = 4  # of computing; others wait behind it
BYTES = 512 * 1024 * 1024
MOST_PAGES = 20_000  # more is a lie
READ_PAGES = 10
ENOUGH = 8000  # signs; who called shortens it


def main() -> None:
    os.nice(10)
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    reader = PdfReader(sys.stdin.buffer)
    pages = len(reader.pages)
    say(pages if 0 < pages <= MOST_PAGES else None)
    text = ""
    for page in islice(reader.pages, READ_PAGES):
        text += page.extract_text() + "\n"
        if len(text) > ENOUGH:
            break
    say(text[:ENOUGH])


def say(found: int | str | None) -> None:
    """At once, so that the number of pages arrives although the text never does."""
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
