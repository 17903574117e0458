"""The loops of a worker look several times a second: a look opens no connection of its own."""

import threading

import pytest
from django.db import connection
from django.db.backends.signals import connection_created

from foundation import worker
from foundation.models import Draft


class Enough(BaseException):
    """Ends a loop that never ends."""


@pytest.fixture
def opened():
    """How many connections the loop's thread opened."""
    names = []

    def note(**kwargs):
        names.append(threading.current_thread().name)

    connection_created.connect(note)
    yield lambda: names.count("loop")
    connection_created.disconnect(note)


def run(rounds, look):
    left = iter(range(rounds))

    def action(*, now):
        if next(left, None) is None:
            connection.close()
            raise Enough
        return look()

    def loop():
        with pytest.raises(Enough):
            worker.repeat(action, 0)

    thread = threading.Thread(target=loop, name="loop")
    thread.start()
    thread.join(30)
    assert not thread.is_alive()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_many_looks_share_a_connection(opened):
    run(20, lambda: Draft.objects.count() * 0)

    assert opened() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_after_a_failure_it_opens_another_one(opened, monkeypatch):
    """The database may have gone and come back."""
    monkeypatch.setattr(worker, "PAUSE", 0)

    def look():
        Draft.objects.count()
        raise ValueError

    run(3, look)

    assert opened() == 3
