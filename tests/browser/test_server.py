"""The served process itself: the body limit, a second server, sockets of strangers, statics."""

import random
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bench.faults.body_bomb import MOST_GROWTH, send
from foundation.downloads import AT_ONCE
from foundation.uploads import check_upload
from tests.factories import UserFactory
from tests.served import ROOT, session_cookie
from workshops.actions import NewMaterial, add_material

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


@pytest.fixture
def large_material(served, workshop, leader, now, settings):
    """A PDF of 24 MB where the served product finds it."""
    options = {"location": Path(served.environment["FORUM_VAR"]) / "media"}
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": options,
        }
    }
    content = b"%PDF-1.7\n" + random.Random(1).randbytes(24 * 1024 * 1024)
    upload = SimpleUploadedFile("bahan.pdf", content)
    checked = check_upload(upload, limit=len(content))
    material = NewMaterial(title="Bahan tayang", upload=upload, checked=checked)
    return add_material(adder=leader, workshop=workshop, material=material, now=now), content


def ask_for_file(site, user, material, path=None):
    path = path or f"/berkas/{material.public_id}/"
    line = socket.create_connection(("127.0.0.1", site.port), timeout=30)
    cookie = session_cookie(user, site.url)["value"]
    line.sendall(
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{site.port}\r\n"
        f"Accept-Encoding: gzip\r\nConnection: close\r\nCookie: sessionid={cookie}\r\n\r\n".encode()
    )
    return line


@pytest.mark.scale
def test_slow_readers_of_a_file_cost_no_memory_and_keep_nobody_out(
    served, large_material, employee, settings
):
    material, content = large_material
    people = [employee, *(UserFactory() for _person in range(settings.FORUM_AT_ONCE // 2 - 1))]
    before = memory(served, "VmRSS")

    readers = [
        ask_for_file(served, person, material) for person in people for _file in range(AT_ONCE)
    ]
    first_bytes = [reader.recv(12) for reader in readers]
    time.sleep(2)

    assert set(first_bytes) == {b"HTTP/1.1 200"}
    assert served.answers()
    assert memory(served, "VmRSS") - before < MOST_GROWTH
    with ask_for_file(served, employee, material) as one_more:
        assert one_more.recv(12) == b"HTTP/1.1 429"
    with ask_for_file(served, employee, material, path="/tanya/") as page:
        assert page.recv(12) == b"HTTP/1.1 200"
    whole = b"".join(iter(lambda: readers[0].recv(1 << 20), b""))
    assert whole.endswith(content)
    assert f"Content-Length: {len(content)}".encode() in whole
    for reader in readers:
        reader.close()
    assert served.answers()


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


def test_a_header_cannot_set_the_prefix_of_our_links(served):
    headers = {"Daphne-Root-Path": "https://jahat.contoh"}
    page = urllib.request.urlopen(urllib.request.Request(f"{served.url}/masuk/", headers=headers))

    assert "jahat" not in page.read().decode()


def opened(site, user):
    """A raw socket of a signed-in person, after the handshake."""
    cookie = session_cookie(user, site.url)["value"]
    head = f"Origin: {site.url}\r\nCookie: sessionid={cookie}\r\n"
    line = socket.create_connection(("127.0.0.1", site.port), timeout=10)
    line.sendall(HANDSHAKE.format(port=site.port, origin=head).encode())
    assert line.recv(1024).startswith(b"HTTP/1.1 101")
    return line


def close_code(line):
    """The code of a close frame (RFC 6455, 5.5.1), the next thing the server says."""
    frame = line.recv(1024)
    assert frame[0] == 0x88
    return int.from_bytes(frame[2:4], "big")


def test_the_sixth_socket_closes_the_oldest_of_the_person(served, employee):
    lines = [opened(served, employee) for _each in range(6)]

    assert close_code(lines[0]) == 4013


def test_a_frame_that_is_no_verb_closes_the_socket(served, employee):
    line = opened(served, employee)

    line.sendall(bytes([0x81, 0x82, 0, 0, 0, 0]) + b"{}")

    assert close_code(line) == 4008
