"""A worker dies in the middle of a mail (F6): real SMTP, a real process, SIGKILL."""

from django.utils import timezone

from notifications.models import State
from tests.faults.leases import let_lease_run_out, wait_until_settled


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
