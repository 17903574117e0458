"""Several people press at the same moment: one thread and one connection for each."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections


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
