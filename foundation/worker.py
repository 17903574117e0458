"""The background worker, a thread or `manage.py work`: queued tasks and the schedule."""

import logging
import threading
import time

from django.db import close_old_connections
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker

from foundation.scheduling import run_due

logger = logging.getLogger("sepakat.worker")
TICK = 30  # seconds between two looks at the schedule
PAUSE = 1.0  # seconds between two looks at an empty queue


def work() -> None:
    """Runs until the process ends; a failing round is logged and tried again."""
    threading.Thread(target=tick, name="schedule", daemon=True).start()
    while True:
        try:
            new_worker().run()
        except Exception:  # one bad round must not end all background work
            logger.exception("the task worker starts again")
            time.sleep(PAUSE)


def new_worker() -> Worker:
    return Worker(
        queue_names=["default"],
        interval=PAUSE,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"embedded-{threading.get_ident()}",
        excluded_queue_names=[],
    )


def tick() -> None:
    while True:
        try:
            run_due(now=timezone.now())
        except Exception:
            logger.exception("the schedule is tried again")
        close_old_connections()
        time.sleep(TICK)
