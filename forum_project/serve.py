"""`make run`: prepares the demo, then serves HTTP, sockets and background work in one process.

In production the same module serves; it then changes nothing and refuses what is unsafe.
"""

import os
import sys
import threading
from pathlib import Path

import daphne.http_protocol
import django
from daphne.cli import CommandLineInterface
from django.core.management import call_command

from foundation.catalogues import compile_catalogues

MAX_FRAME = 16 * 1024  # bytes of one inbound socket message (settled.md 34)
# Seconds in which a socket may wait to be let in. After a restart two thousand come at once, and
# with daphne's five most would be cut, come again, and be cut again.
IN_LINE = 30
# Lines that are open and not yet accepted. With Twisted's fifty, of three thousand at once some
# were cut after a minute of asking again; the kernel's own limit (somaxconn, 4096) still holds.
BACKLOG = 4096


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forum_project.settings")
    compile_catalogues(Path(__file__).parent.parent, only_stale=True)
    django.setup()
    from django.conf import settings  # noqa: PLC0415  settings are ready only now

    from forum_project import startup  # noqa: PLC0415
    from forum_project.pacing import PacedRequest  # noqa: PLC0415
    from forum_project.stopping import OrderlyServer  # noqa: PLC0415

    startup.refuse_unsafe_start()
    startup.refuse_second_embedded_server()
    port = os.environ.get("PORT", "8000")
    if settings.FORUM_DEMO:
        prepare_demo()
        print_welcome(port)
    startup.refuse_unmigrated()
    if settings.FORUM_EMBEDDED_WORKER:
        start_worker()
    daphne.http_protocol.WebRequest = PacedRequest
    server = CommandLineInterface()
    server.server_class = OrderlyServer
    server.run(
        [
            *("--endpoint", endpoint(os.environ.get("FORUM_BIND", "0.0.0.0"), port)),  # noqa: S104
            *("--websocket-max-message-size", str(MAX_FRAME)),
            *("--websocket-max-frame-size", str(MAX_FRAME)),
            *("--websocket_connect_timeout", str(IN_LINE)),
            *("--application-close-timeout", "5", "--no-server-name", "--verbosity", "0"),
            "forum_project.asgi:application",
        ]
    )
    # A request that outlasted the stop waits for the loop that is gone, and Python for its thread.
    os._exit(0)


def endpoint(host: str, port: str) -> str:
    """As Twisted reads it; the colons of an IPv6 address are escaped."""
    interface = host.strip("[]").replace(":", r"\:")
    return f"tcp:port={int(port)}:interface={interface}:backlog={BACKLOG}"


def prepare_demo() -> None:
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("seed_demo", if_empty=True)


def print_welcome(port: str) -> None:
    sys.stdout.write(
        f"\n  Sepakat: http://localhost:{port}/\n\n"
        "  asn@contoh.id · pimpinan@contoh.id · moderator@contoh.id · admin@contoh.id\n"
        "  kata sandi / password: sepakat-2026\n\n"
    )
    sys.stdout.flush()


def start_worker() -> None:
    """The task worker as a thread beside the server; `manage.py db_worker` replaces it at scale."""
    from django.conf import settings  # noqa: PLC0415  needs the apps

    from discussions.replying.listener import open_door  # noqa: PLC0415
    from foundation.worker import work  # noqa: PLC0415

    if settings.FORUM_REPLY_ADDRESS:
        open_door()
    threading.Thread(target=work, name="tasks", daemon=True).start()


if __name__ == "__main__":
    main()
