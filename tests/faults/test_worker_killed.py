"""A worker dies in the middle of a mail (F6): real SMTP, a real process, SIGKILL."""

import subprocess
import sys
import time

import pytest
from django.utils import timezone

from notifications.actions import choose_quiet_hours, prefer
from notifications.models import Delivery, State
from tests.postbox import open_postbox
from tests.served import ROOT, Site


@pytest.fixture
def postbox():
    with open_postbox() as box:
        yield box


@pytest.fixture
def start(django_db_serialized_rollback, transactional_db, postbox, tmp_path):
    """Starts a worker process; `module` is the control's."""
    site = Site(tmp_path, EMAIL_URL=f"smtp://127.0.0.1:{postbox.port}")
    running = []

    def start_worker(module=None):
        command = ["-m", module] if module else ["manage.py", "work"]
        running.append(
            subprocess.Popen(
                [sys.executable, *command],
                cwd=ROOT,
                env=site.environment,
                stdout=site.log,
                stderr=site.log,
            )
        )
        return running[-1]

    yield start_worker
    for worker in running:
        worker.kill()
        worker.wait()


@pytest.fixture
def mail(employee, tell):
    """One mail that is due now, by day and by night."""
    prefer(user=employee, kind="discussions.answer_posted", channel="mail", cadence="at_once")
    choose_quiet_hours(user=employee, from_hour=0, until_hour=0)
    tell(employee)
    Delivery.objects.update(next_try_at=timezone.now())
    return Delivery.objects.get()


def let_lease_run_out():
    Delivery.objects.update(leased_until=timezone.now())


def wait_until_settled(mail):
    """Asks the row until a worker has settled it; its state."""
    for _look in range(300):
        mail.refresh_from_db()
        if mail.state != State.WAITING:
            break
        time.sleep(0.1)
    return mail.state


def test_f6_killed_before_it_was_marked_the_mail_comes_once_more_with_the_same_id(
    start, mail, postbox
):
    first = start()
    postbox.when_kept = first.kill
    assert postbox.wait_for(1)
    first.wait(10)
    mail.refresh_from_db()
    held = (mail.state, mail.attempts, mail.leased_until > timezone.now())
    postbox.when_kept = lambda: None

    second = start()
    let_lease_run_out()
    state = wait_until_settled(mail)
    second.kill()

    assert held == (State.WAITING, 1, True)
    assert state == State.SENT
    assert postbox.ids == [postbox.ids[0]] * 2


def test_f6_killed_before_it_was_sent_the_mail_is_not_lost(start, mail, postbox):
    first = start()
    postbox.at_recipient = first.kill
    first.wait(30)
    postbox.at_recipient = lambda: None
    before = len(postbox.letters)

    start()
    let_lease_run_out()

    assert wait_until_settled(mail) == State.SENT
    assert (before, len(postbox.letters)) == (0, 1)


def test_f6_control_settled_before_it_is_sent_it_is_lost(start, mail, postbox):
    first = start("bench.faults.careless")
    postbox.at_recipient = first.kill
    first.wait(30)
    postbox.at_recipient = lambda: None

    start()
    let_lease_run_out()

    assert wait_until_settled(mail) == State.SENT
    assert postbox.letters == []
