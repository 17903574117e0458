"""The control of mixed_seats: seats are counted by reading, then writing, as a first draft would.

Two who read at the same moment write the same number: on PostgreSQL one of the seats is lost.
"""

import os
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forum_project.settings")
import django

django.setup()

from forum_project.serve import main
from workshops.actions import pools


def take_total(workshop):
    pool = pools.total(workshop).get()
    time.sleep(0.02)
    if pool.taken >= pool.capacity:
        return False
    return bool(pools.total(workshop).update(taken=pool.taken + 1))


pools.take_total = take_total

if __name__ == "__main__":
    main()
