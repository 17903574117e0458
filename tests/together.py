"""Several people press at the same moment: one thread and one connection for each."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

NEEDS_POSTGRESQL = "SQLite lets one writer in at a time: this control needs PostgreSQL"


def together(*calls):
    """What each call returned or raised, in order; all start when the last one is ready."""
    ready = Barrier(len(calls))

    def press(call):
        ready.wait()
        try:
            return call()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as people:
        return list(people.map(press, calls))


def unguarded(read, people=2):
    """For a control: everybody has read what the guard would lock before anybody writes.

    SQLite lets one writer in at a time, so there the race cannot happen; the suite counts those.
    """
    if connection.vendor == "sqlite":
        pytest.skip(NEEDS_POSTGRESQL)
    everybody = Barrier(people, timeout=20)

    def reading(*args, **kwargs):
        found = read(*args, **kwargs)
        everybody.wait()
        return found

    return reading
