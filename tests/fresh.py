"""A cache of its own for every test, also where several test processes share one Redis."""

from uuid import uuid4

current = {"test": ""}


def key(key, prefix, version):
    """Django's KEY_FUNCTION with the name of the running test."""
    return f"{prefix}:{version}:{current['test']}:{key}"


def forget_cache():
    """What was cached is found no more; clearing a Redis would empty it for the others too."""
    current["test"] = uuid4().hex
