"""The lease of a mail that a worker process holds: let it run out, and wait for its end."""

import time

from django.utils import timezone

from notifications.models import Delivery, State


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
