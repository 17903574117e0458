"""A mail server of the tests (SMTP over a real line), which misbehaves where it is told to."""

import email
import socket
import threading
from contextlib import contextmanager
from email.policy import default

from aiosmtpd.controller import Controller


class Postbox:
    """Keeps what it takes; `refusals` are answered to the next recipients instead.

    `at_recipient` and `when_kept` are called when a mail is announced, and when it was kept and
    its sender not yet told so.
    """

    def __init__(self):
        self.letters, self.refusals = [], []
        self.arrived = threading.Condition()
        self.at_recipient = self.when_kept = lambda: None

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        self.at_recipient()
        if self.refusals:
            return self.refusals.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        with self.arrived:
            self.letters.append(email.message_from_bytes(envelope.content, policy=default))
            self.arrived.notify_all()
        self.when_kept()
        return "250 kept"

    def wait_for(self, count):
        """Until so many have come; whether they did."""
        with self.arrived:
            return self.arrived.wait_for(lambda: len(self.letters) >= count, 30)

    @property
    def ids(self):
        return [letter["Message-ID"] for letter in self.letters]


@contextmanager
def open_postbox():
    """A box that listens on `port`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    box = Postbox()
    box.port = port
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()
