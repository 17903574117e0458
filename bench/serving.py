"""Servers of a bench run, signed-in cookies, and requests over kept-alive connections."""

import http.client
import os
import secrets
import socket
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
VAR = ROOT / "var" / "bench"


def environment(**more: str) -> dict[str, str]:
    """The settings of every bench: plain hosts, a key, a database of its own."""
    VAR.mkdir(parents=True, exist_ok=True)
    given = {
        "FORUM_SEAL_KEY": "only-for-bench-" + "s" * 50,
        "FORUM_SECRET_KEY": "only-for-bench-" + "x" * 50,
        "FORUM_HTTPS": "0",
        "FORUM_DEMO": "0",
        "FORUM_MFA_ROLES": "",
        "FORUM_VAR": str(VAR),
        "FORUM_BIND": "127.0.0.1",
        "FORUM_EMBEDDED_WORKER": "0",
    }
    return os.environ | given | more


def set_up(**more: str) -> None:
    """Django in this process, on the bench's database, with statics for the servers."""
    os.environ.update(environment(**more) | {"DJANGO_SETTINGS_MODULE": "forum_project.settings"})
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("compile_messages", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A server process that answers; `command` gets the port as its last word's format.

    `more` goes into its environment; PORT is chosen where it is not given.
    """

    def __init__(self, command: list[str], health: str, **more: str):
        self.port = int(more.pop("PORT", 0)) or free_port()
        self.words = [word.format(port=self.port) for word in command]
        self.environment = environment(PORT=str(self.port), **more)
        self.health = health
        self.start()

    def start(self) -> None:
        """Again after a kill, at the same port."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", *self.words],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=(VAR / "server.log").open("a"),
        )
        deadline = time.monotonic() + 60
        while not self.answers(self.health):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(f"no server: {(VAR / 'server.log').read_text()[-2000:]}")
            time.sleep(0.1)

    def answers(self, path: str) -> bool:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
            connection.request("GET", path)
            return connection.getresponse().status < 500
        except OSError:
            return False

    def memory(self, field: str = "VmRSS") -> int:
        """Bytes, from /proc."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith(field))
        return int(line.split()[1]) * 1024

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def session_cookie(user) -> str:
    """A signed-in session, as a Cookie header."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = "accounts.backends.MemberBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return f"sessionid={store.session_key}"


def csrf() -> str:
    """A token that stands for itself: the cookie and the form carry the same secret."""
    return secrets.token_hex(16)


class Measured:
    """What a round of requests took: per second, and the median and 95th percentile in ms."""

    def __init__(self, took: list[float], seconds: float):
        self.per_second = len(took) / seconds
        ranked = sorted(took)
        self.p50 = statistics.median(ranked) * 1000
        self.p95 = ranked[int(len(ranked) * 0.95) - 1] * 1000


def measure(port: int, path: str, cookie: str, *, clients: int, seconds: float) -> Measured:
    """Requests from `clients` kept-alive connections for some seconds; any error stops the run."""
    took: list[float] = []
    wrong: list[int] = []
    end = time.monotonic() + seconds

    def client() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while time.monotonic() < end and not wrong:
            started = time.monotonic()
            connection.request("GET", path, headers={"Cookie": cookie})
            answer = connection.getresponse()
            answer.read()
            took.append(time.monotonic() - started)
            if answer.status != 200:
                wrong.append(answer.status)

    threads = [threading.Thread(target=client) for _client in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise SystemExit(f"{path} answered {wrong[0]}")
    return Measured(took, seconds)
