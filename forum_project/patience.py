"""A PostgreSQL that takes the line and never answers holds nobody up (reliability.md F8)."""

import re
import time

import psycopg

SPAN = re.compile(r"statement_timeout=(\d+)(ms|s|min)?\b")
SECONDS = {"ms": 0.001, "": 0.001, "s": 1, "min": 60}
MORE = 0.5  # seconds, so that the server may say first that a statement takes too long
SILENT = "the database does not answer"
REST = 1.5  # seconds


class Silence:
    """Until when this process asks for no connection: it has just waited in vain."""

    until = 0.0

    @classmethod
    def begin(cls):
        cls.until = time.monotonic() + REST

    @classmethod
    def is_on(cls):
        return time.monotonic() < cls.until


class PatientConnection(psycopg.Connection):
    """Hangs up when an answer does not come; the kernel sees only a line that is cut.

    `patience` is in seconds, and None has no end.
    """

    patience: float | None = None

    def wait(self, gen, interval=0.1, timeout=None):
        if timeout is not None or self.patience is None:
            return super().wait(gen, interval, timeout)
        try:
            return super().wait(gen, interval, self.patience)
        except psycopg.errors._WaitTimeout:  # noqa: SLF001  it has no other name
            Silence.begin()
            self.close()
            raise psycopg.OperationalError(SILENT) from None


def patience_for(options: str) -> float | None:
    """A little longer than the server's own; who lifts that one, for a long change, lifts both."""
    found = SPAN.search(options)
    if not found or not int(found[1]):
        return None
    return int(found[1]) * SECONDS[found[2] or ""] + MORE
