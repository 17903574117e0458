"""The control: a worker that settles before it sends, so that a death loses the mail.

Nor does it ask whether the work is its own still: what is settled is nobody's any more.
"""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forum_project.settings")
django.setup()

from django.utils import timezone

from foundation.worker import work
from notifications import delivering, outbox
from notifications.models import State


def attempt(one, act, now):
    outbox.change(one, state=State.SENT, settled_at=timezone.now(), leased_until=None)
    act(one, now)


outbox.attempt = attempt
delivering.is_ours = lambda _work: True

if __name__ == "__main__":
    work()
