"""A push service of our own, and the browser that listens to it (RFC 8030, 8291, 8292)."""

import base64
import ipaddress
import json
import os
import ssl
import threading
import time
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import http_ece
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from py_vapid import Vapid02, b64urlencode

HOST = "127.0.0.1"


def vapid_key() -> str:
    """A value for FORUM_VAPID_KEY."""
    vapid = Vapid02()
    vapid.generate_keys()
    number = vapid.private_key.private_numbers().private_value
    return b64urlencode(number.to_bytes(32, "big"))


def encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


class Browser:
    """Its keys, and what it reads of what a push service hands it."""

    def __init__(self):
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.secret = os.urandom(16)
        point = self.private.public_key().public_bytes(
            Encoding.X962, PublicFormat.UncompressedPoint
        )
        self.keys = {"p256dh": encoded(point), "auth": encoded(self.secret)}

    def read(self, body: bytes) -> dict:
        plain = http_ece.decrypt(body, private_key=self.private, auth_secret=self.secret)
        return json.loads(plain)


class PushService:
    """Answers with `status` and keeps what came, as (path, headers, body).

    With a `folder` it speaks TLS, and `certificate` is what its clients must trust.
    """

    def __init__(self, folder: Path | None = None):
        self.taken: list[tuple] = []
        self.status = 201
        self.server = HTTPServer((HOST, 0), handler_of(self))
        self.scheme = "https" if folder else "http"
        self.url = f"{self.scheme}://{HOST}:{self.server.server_port}"
        if folder:
            self.certificate = folder / "push.pem"
            self.certificate.write_bytes(self_signed())
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(self.certificate)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *exc):
        self.server.shutdown()
        self.server.server_close()

    def wait(self, seconds: float = 40) -> bytes:
        """The body of the first that comes."""
        deadline = time.monotonic() + seconds
        while not self.taken:
            assert time.monotonic() < deadline, "nothing was pushed"
            time.sleep(0.1)
        return self.taken[0][2]


def handler_of(service: PushService) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            service.taken.append((self.path, self.headers, body))
            self.send_response(service.status)
            if service.status == 302:
                self.send_header("Location", f"{service.url}/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args):
            """Nothing on the console."""

    return Handler


def self_signed() -> bytes:
    """A key and its certificate for HOST, as PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    address = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(HOST))])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(address, critical=False)
        .sign(key, SHA256())
    )
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return private + certificate.public_bytes(Encoding.PEM)
