"""Redis takes the line and never answers (F7): a request asks it once, and no more."""

import socket
import threading

import pytest
from channels.layers import channel_layers
from django.core.cache import cache

from discussions.models import Post
from forum_project import engines
from foundation.limits import limiter
from foundation.resting import REDIS_PATIENCE, Rest
from notifications import live


class Silent:
    """Counts who dials, and says nothing."""

    def __init__(self):
        self.line = socket.create_server(("127.0.0.1", 0))
        self.port = self.line.getsockname()[1]
        self.taken = []
        threading.Thread(target=self.take, daemon=True).start()

    def take(self):
        while True:
            try:
                self.taken.append(self.line.accept()[0])
            except OSError:
                return


def forget():
    """What this process keeps of the Redis that it knew."""
    channel_layers.backends.clear()
    limiter.cache_clear()


@pytest.fixture
def silent(settings, monkeypatch):
    """The cache and the layer of production, before such a Redis."""
    monkeypatch.setattr(Rest, "until", 0.0)
    server = Silent()
    url = f"redis://127.0.0.1:{server.port}/0"
    settings.REDIS_URL = url
    settings.CACHES = {"default": engines.cache(url)}
    settings.CHANNEL_LAYERS = {"default": engines.channel_layer(url)}
    forget()
    yield server
    forget()
    server.line.close()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_f7_a_request_asks_a_silent_redis_once(silent, question, colleague, as_user):
    """It reads a session and cached rows, and wakes open pages of two people."""
    client = as_user(colleague)
    Rest.until, silent.taken[:] = 0.0, []

    response = client.post(f"/tanya/{question.public_id}/jawab/", {"body": "Lewat pergeseran."})

    assert response.status_code == 302
    assert Post.objects.filter(thread=question, author=colleague).exists()
    assert len(silent.taken) == 1
    assert REDIS_PATIENCE <= 0.25  # so nobody waits 300 ms more


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_f7_control_without_the_rest_it_is_asked_again_and_again(
    silent, question, colleague, as_user, monkeypatch
):
    client = as_user(colleague)
    silent.taken[:] = []
    monkeypatch.setattr("foundation.cache.is_resting", lambda: False)
    monkeypatch.setattr("notifications.live.is_resting", lambda: False)

    client.post(f"/tanya/{question.public_id}/jawab/", {"body": "Lewat pergeseran."})

    assert len(silent.taken) > 1


def test_f7_a_wake_up_in_vain_spares_the_cache(silent):
    live.deliver([{"type": "live.recount", "users": [1]}])
    dialled = len(silent.taken)

    assert cache.get("a", "missing") == "missing"
    live.deliver([{"type": "live.recount", "users": [1]}])

    assert (dialled, len(silent.taken)) == (1, 1)
