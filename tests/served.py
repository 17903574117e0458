"""The product as its user starts it: a server process of its own, on the test database."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.test import Client

ROOT = Path(__file__).parent.parent


class Site:
    """A served product on the test database; `stop` and `start` are a crash and its repair."""

    def __init__(self, var: Path, **more):
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = (
            os.environ
            | {
                "DJANGO_SETTINGS_MODULE": "forum_project.settings",
                "DATABASE_URL": database_url(),
                "FORUM_VAR": str(var),
                "FORUM_HTTPS": "0",
                "FORUM_DEMO": "0",
                "FORUM_MFA_ROLES": "",
                "FORUM_SECRET_KEY": settings.SECRET_KEY,
                "FORUM_SEAL_KEY": settings.FORUM_SEAL_KEY,
                "FORUM_EMBEDDED_WORKER": "1",
                "FORUM_BIND": "127.0.0.1",
                "PORT": str(self.port),
            }
            | more
        )
        self.log = (var / "server.log").open("a")

    def start(self):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "forum_project.serve"],
            cwd=ROOT,
            env=self.environment,
            stdout=self.log,
            stderr=self.log,
        )
        deadline = time.monotonic() + 30
        while not self.answers():
            assert self.process.poll() is None, Path(self.log.name).read_text()
            assert time.monotonic() < deadline, Path(self.log.name).read_text()
            time.sleep(0.1)

    def answers(self):
        try:
            return urllib.request.urlopen(f"{self.url}/sehat/", timeout=1).status == 200
        except OSError:
            return False

    def stop(self, how=signal.SIGKILL):
        """SIGKILL is a crash, SIGTERM what a deploy sends."""
        self.process.send_signal(how)
        self.process.wait(20)


@contextmanager
def serve(var, **more):
    """A site with its files in `var`, stopped at the end."""
    for folder in ("static", "bundle"):
        (var / folder).symlink_to(settings.FORUM_VAR / folder)
    site = Site(var, **more)
    site.start()
    try:
        yield site
    finally:
        site.stop()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def database_url():
    config = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{config['NAME']}"
    return f"postgres://{config['USER']}@{config['HOST']}:{config['PORT'] or 5432}/{config['NAME']}"


def session_cookie(user, url):
    client = Client()
    client.force_login(user, backend="accounts.backends.MemberBackend")
    return {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}
