"""Things that can be found, without a domain: areas of the vocabulary stand for any noun."""

import pytest

from search.actions import index_entry
from search.finding import find
from tests.factories import AreaFactory


@pytest.fixture
def add(db, now):
    """Indexes a thing with a title and a body; returns the noun."""

    def index(title, body="", noun=None, **more):
        noun = noun or AreaFactory()
        more.setdefault("audience", "regency")
        index_entry(noun=noun, title=title, body=body, url="/x/", now=now, **more)
        return noun

    return index


@pytest.fixture
def titles():
    """The titles that a query finds, best first."""

    def found(text, audiences=("regency",), **more):
        return [entry.title for entry in find(text=text, audiences=audiences, **more).entries]

    return found
