"""The product as its user starts it: a server process of its own, and the system's Chromium."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from tests.prepare import chromium

# Playwright's loop runs in this thread, so Django would refuse plain queries beside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
ROOT = Path(__file__).parent.parent.parent
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 800}
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


class Site:
    """A served product on the test database; `stop` and `start` are a crash and its repair."""

    def __init__(self, var: Path):
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = os.environ | {
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

    def stop(self):
        self.process.kill()
        self.process.wait()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def database_url():
    config = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{config['NAME']}"
    return f"postgres://{config['USER']}@{config['HOST']}:{config['PORT'] or 5432}/{config['NAME']}"


@pytest.fixture(scope="session")
def site(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock():
        var = tmp_path_factory.mktemp("var")
        for folder in ("static", "bundle"):
            (var / folder).symlink_to(settings.FORUM_VAR / folder)
        served = Site(var)
        served.start()
        yield served
        served.stop()


@pytest.fixture(scope="session")
def first_rows(django_db_setup):
    """The rows of the migrations, serialized before Playwright's loop runs."""
    return connection._test_serialized_contents


@pytest.fixture(autouse=True)
def restored(first_rows, playwright):
    """Beside a running loop Django opens another connection, which must know them too."""
    connection._test_serialized_contents = first_rows


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return browser_type_launch_args | {"executable_path": chromium(), "args": FLAGS}


@pytest.fixture
def open_as(django_db_serialized_rollback, transactional_db, site, new_context):
    """Opens a page of one's own: `open_as(user, path, width=…, js=…)`."""

    def open_page(user, path="/", *, viewport=PHONE, js=True, **options):
        context = new_context(
            base_url=site.url, viewport=viewport, java_script_enabled=js, locale="id-ID", **options
        )
        if user:
            context.add_cookies([session_cookie(user, site.url)])
        page = context.new_page()
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.on(
            "console",
            lambda said: (
                page.errors.append(said.text)
                if said.type == "error" and "Content Security Policy" in said.text
                else None
            ),
        )
        page.goto(path)
        return page

    return open_page


def session_cookie(user, url):
    client = Client()
    client.force_login(user, backend="accounts.backends.MemberBackend")
    return {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}
