"""Redis refuses or hangs: reading and writing go on, sign-in stays closed (R37)."""

import socket
import time

import pytest
from django.core.cache import cache
from django.core.cache.backends.redis import RedisCache

from discussions.models import Thread
from foundation.cache import ForgivingRedisCache, Stale
from foundation.resting import Rest
from tests.factories import area


@pytest.fixture(params=["refuses", "hangs"])
def redis_down(request, settings, monkeypatch):
    """A cache whose Redis refuses, or takes the line and never answers."""
    monkeypatch.setattr(Rest, "until", 0.0)
    monkeypatch.setattr(Stale, "keys", set())
    line = socket.create_server(("127.0.0.1", 0)) if request.param == "hangs" else None
    port = line.getsockname()[1] if line else 1  # nothing listens there
    address = f"redis://127.0.0.1:{port}/0"
    options = {"socket_timeout": 0.1, "socket_connect_timeout": 0.1}
    settings.CACHES = {
        "default": {
            "BACKEND": "foundation.cache.ForgivingRedisCache",
            "LOCATION": address,
            "OPTIONS": options,
        }
    }
    yield
    if line:
        line.close()


@pytest.mark.usefixtures("redis_down")
def test_r37_pages_are_read(employee, question, as_user):
    client = as_user(employee)

    pages = ["/", "/tanya/", question.get_absolute_url(), "/kabar/", "/saya/"]

    assert [client.get(page).status_code for page in pages] == [200] * 5


@pytest.mark.usefixtures("redis_down")
def test_r37_a_question_is_asked(employee, as_user):
    fields = {"title": "Siapa memegang kunci aula?", "body": "Kami perlu hari Senin pagi."}

    response = as_user(employee).post("/tanya/baru/", fields | {"areas": [area().pk]})

    assert response.status_code == 302
    assert Thread.objects.get().title == fields["title"]


@pytest.mark.usefixtures("redis_down")
def test_r37_sign_in_stays_closed_with_a_sentence(client, employee):
    employee.set_password("kebun kopi di Ketambe")
    employee.save()

    response = client.post(
        "/masuk/", {"login": employee.email, "password": "kebun kopi di Ketambe"}
    )

    assert response.status_code == 429
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("redis_down")
def test_a_redis_that_is_down_is_left_alone_for_a_moment(monkeypatch):
    cache.get("a")
    monkeypatch.setattr(type(cache._cache), "get", lambda *_: pytest.fail("asked again"))

    assert cache.get("a", "missing") == "missing"
    assert cache.get_many(["a"]) == {}
    assert cache.add("a", 1) is False
    assert cache.set("a", 1) is None


def test_a_session_that_ended_meanwhile_does_not_come_back(monkeypatch):
    """The key is dropped before anything else is asked of a Redis that answers again."""
    monkeypatch.setattr(Stale, "keys", set())
    monkeypatch.setattr(Rest, "until", time.monotonic() + 60)
    kept = {"session": "signed in"}
    forgiving = ForgivingRedisCache("redis://127.0.0.1:1/0", {})
    monkeypatch.setattr(RedisCache, "get", lambda _self, key, *_: kept.get(key))
    monkeypatch.setattr(RedisCache, "delete", lambda _self, key, *_: kept.pop(key, None))

    forgiving.delete("session")
    assert forgiving.get("session") is None
    Rest.until = 0.0

    assert forgiving.get("session") is None
    assert (kept, Stale.keys) == ({}, set())
