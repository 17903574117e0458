"""Very many press at once: their lines are open before anybody has time for them (F1)."""

import signal
import socket
from contextlib import ExitStack

import pytest

CROWD = 300
SECONDS = 5  # a line that finds no place is asked for again after one second, then two, then four


@pytest.fixture
def busy(site):
    """The process does not come to accept anybody."""
    site.process.send_signal(signal.SIGSTOP)
    yield site
    site.process.send_signal(signal.SIGCONT)


def test_f1_a_crowd_finds_the_door_open_while_the_process_is_busy(busy):
    address = ("127.0.0.1", busy.port)

    with ExitStack() as open_lines:
        for _each in range(CROWD):
            line = open_lines.enter_context(socket.create_connection(address, SECONDS))
            assert line.getpeername() == address
