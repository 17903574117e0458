from datetime import timedelta

from foundation.actions import forget_old_rows
from foundation.scheduling import every
from foundation.worker import reap_tasks

every(timedelta(hours=6), forget_old_rows)
every(timedelta(minutes=1), reap_tasks)
