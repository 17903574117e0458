"""A worker is stopped past its lease and goes on (F23): another has done its work meanwhile."""

import os
import signal
import time
from pathlib import Path

import pytest

from notifications.models import State
from tests.faults.leases import let_lease_run_out, wait_until_settled


def wait_until_stopped(worker):
    """Until the kernel says that it is stopped."""
    stat = Path(f"/proc/{worker.pid}/stat")
    for _look in range(300):
        if stat.read_text().rpartition(")")[2].split()[0] == "T":
            return
        time.sleep(0.1)
    pytest.fail("the worker did not stop")


def wait_until_it_knows(log):
    """Until the woken worker has found that the mail is not its own any more."""
    for _look in range(300):
        if "was taken over meanwhile" in log.read_text():
            return
        time.sleep(0.1)
    pytest.fail(log.read_text())


@pytest.fixture
def log(tmp_path):
    return tmp_path / "server.log"


def letters_after(sleeper, start, mail, postbox, log):
    """How many letters came when another worker took over, and when the sleeper had woken."""
    let_lease_run_out()
    start()
    assert wait_until_settled(mail) == State.SENT
    before = len(postbox.letters)
    settled = (mail.lease, mail.attempts, mail.settled_at)
    sleeper.send_signal(signal.SIGCONT)
    wait_until_it_knows(log)
    mail.refresh_from_db()
    assert (mail.lease, mail.attempts, mail.settled_at) == settled
    return before, len(postbox.letters)


def test_f23_a_worker_that_slept_past_its_lease_sends_nothing(start, mail, postbox, log):
    sleeper = start("bench.faults.sleeper")
    wait_until_stopped(sleeper)

    assert letters_after(sleeper, start, mail, postbox, log) == (1, 1)


def test_f23_control_without_the_fence_it_would_send_once_more(start, mail, postbox, log):
    sleeper = start("bench.faults.sleeper", FAULT="unfenced")
    wait_until_stopped(sleeper)

    assert letters_after(sleeper, start, mail, postbox, log) == (1, 2)


def test_f23_stopped_while_it_sends_it_settles_nothing_and_the_mail_is_known_as_the_same(
    start, mail, postbox, log
):
    """What a mail server has begun to take cannot be fenced: the reader's program drops it."""
    sleeper = start("bench.faults.sleeper", FAULT="awake")
    postbox.at_recipient = lambda: os.kill(sleeper.pid, signal.SIGSTOP)
    wait_until_stopped(sleeper)
    postbox.at_recipient = lambda: None

    letters_after(sleeper, start, mail, postbox, log)

    assert len(postbox.ids) <= 2
    assert set(postbox.ids) == {postbox.ids[0]}
