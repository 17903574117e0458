"""The served process itself: the body limit, a second server, sockets of strangers, statics."""

import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from bench.faults.body_bomb import MOST_GROWTH, send
from tests.browser.conftest import ROOT

HANDSHAKE = (
    "GET /ws/live/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\n"
    "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    "Sec-WebSocket-Version: 13\r\n{origin}\r\n"
)


@pytest.fixture
def served(django_db_serialized_rollback, transactional_db, site):
    return site


def memory(site, field):
    status = Path(f"/proc/{site.process.pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith(field))
    return int(line.split()[1]) * 1024


@pytest.mark.parametrize("kind", ["plain", "multipart", "chunked"])
def test_a_hundred_megabytes_are_refused_before_they_cost_memory(served, kind):
    before = memory(served, "VmRSS")

    status = send(served.port, "/tidak-ada/", kind)

    assert status == 413
    assert memory(served, "VmHWM") - before < MOST_GROWTH
    assert served.answers()


@pytest.mark.parametrize("origin", ["", "Origin: null\r\n", "Origin: https://jahat.contoh\r\n"])
def test_a_socket_of_another_site_is_refused(served, origin):
    with socket.create_connection(("127.0.0.1", served.port), timeout=10) as line:
        line.sendall(HANDSHAKE.format(port=served.port, origin=origin).encode())
        answer = line.recv(1024)

    assert answer.split(b" ", 2)[1] == b"403"


def test_a_second_server_without_redis_refuses(served):
    if served.environment.get("REDIS_URL"):
        pytest.skip("with Redis a second server is welcome")
    result = subprocess.run(
        [sys.executable, "-m", "forum_project.serve"],
        cwd=ROOT,
        env=served.environment | {"PORT": "0"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert result.returncode == 1
    assert "REDIS_URL" in result.stderr


def test_statics_are_hashed_kept_for_good_and_small(served):
    page = urllib.request.urlopen(f"{served.url}/bantuan/").read().decode()
    path = page.split('rel="stylesheet" href="')[1].split('"')[0]
    request = urllib.request.Request(f"{served.url}{path}", headers={"Accept-Encoding": "br"})
    response = urllib.request.urlopen(request)

    assert "immutable" in response.headers["Cache-Control"]
    assert response.headers["Content-Encoding"] == "br"
    assert "server" not in {name.lower() for name in response.headers}


@pytest.mark.parametrize("path", ["/.git/config", "/var/sepakat.sqlite3", "/media/", "/static/"])
def test_the_usual_leftovers_are_not_served(served, path):
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{served.url}{path}")

    assert refused.value.code == 404
