"""A worker that stops itself (SIGSTOP) with its first mail in hand, as a paused machine would.

FAULT=unfenced, the control, sends without asking whether the mail is still its own; FAULT=awake
leaves the stopping to others. It only mails: on SQLite a thread that were stopped while it writes
would hold up every other process.
"""

import os
import signal

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forum_project.settings")
django.setup()

from foundation.worker import repeat
from notifications import delivering

is_wanted = delivering.is_wanted


def fall_asleep(*words):
    """Once; the mail is taken and wanted, and nothing of it has left yet."""
    delivering.is_wanted = is_wanted
    wanted = is_wanted(*words)
    os.kill(os.getpid(), signal.SIGSTOP)
    return wanted


FAULT = os.environ.get("FAULT")
if FAULT != "awake":
    delivering.is_wanted = fall_asleep
if FAULT == "unfenced":
    delivering.is_ours = lambda _work: True

if __name__ == "__main__":
    repeat(delivering.mail_due, 0.2)
