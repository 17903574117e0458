"""The background worker, a thread or `manage.py work`: queued tasks and the schedule."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import close_old_connections
from django.db.models import Q
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from foundation.scheduling import loops, run_due

logger = logging.getLogger("sepakat.worker")
BEAT = 30  # seconds between two signs of life of a task at work
SILENCE = timedelta(seconds=4 * BEAT)  # after which its worker counts as dead
TRIES = 5  # after which a task counts as what killed its workers
TICK = 30  # seconds between two looks at the schedule
PAUSE = 1.0  # seconds between two looks at an empty queue
KEPT = 30  # seconds that a loop keeps its connection: opening one costs more than looking


def work() -> None:
    """Runs until the process ends; a failing round is logged and tried again."""
    threading.Thread(target=tick, name="schedule", daemon=True).start()
    for action, pause in loops.items():
        words = [action, pause]
        threading.Thread(target=repeat, args=words, name=action.__name__, daemon=True).start()
    first, *others = settings.QUEUES
    for queue in others:
        threading.Thread(target=serve, args=[queue], name=queue, daemon=True).start()
    serve(first)


def serve(queue: str) -> None:
    while True:
        try:
            new_worker(queue).run()
        except Exception:  # one bad round must not end all background work
            logger.exception("the task worker starts again")
            time.sleep(PAUSE)


class LivelyWorker(Worker):
    """Says while a task runs that it still does, so that the task of a dead worker is known."""

    def run_task(self, db_task_result: DBTaskResult) -> None:
        done = threading.Event()
        words = [db_task_result.pk, done]
        threading.Thread(target=beat, args=words, name="beat", daemon=True).start()
        try:
            super().run_task(db_task_result)
        finally:
            done.set()


def beat(pk: UUID, done: threading.Event) -> None:
    """A task's start moves with it."""
    while not done.wait(BEAT):
        try:
            DBTaskResult.objects.running().filter(pk=pk).update(started_at=timezone.now())
        except Exception:
            logger.exception("a sign of life is given again later")
        close_old_connections()


def reap_tasks(*, now: datetime) -> int:
    """Tasks of dead workers start again, and after TRIES they have failed. Each task bears that.

    One that started long after now started before the clock was put back.
    """
    silent = Q(started_at__lte=now - SILENCE) | Q(started_at__gt=now + SILENCE)
    reaped = 0
    for task in DBTaskResult.objects.running().filter(silent).order_by("enqueued_at"):
        change: dict[str, object] = {"status": TaskResultStatus.READY}
        if len(task.worker_ids) >= TRIES:
            change = {"status": TaskResultStatus.FAILED, "finished_at": now}
            change["exception_class_path"] = "foundation.worker.WorkerDied"
        still = DBTaskResult.objects.running().filter(pk=task.pk, started_at=task.started_at)
        reaped += still.update(**change)
        logger.warning("%s of a dead worker: %s", task.task_path, change["status"])
    return reaped


def new_worker(queue: str = "default") -> Worker:
    return LivelyWorker(
        queue_names=[queue],
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


def repeat(action: Callable[..., int], breath: float) -> None:
    """A failing round waits as long as the queue's, so that a dead database is not hammered."""
    closed = time.monotonic()
    while True:
        found, pause, has_failed = 0, breath, False
        try:
            found = action(now=timezone.now())
        except Exception:
            logger.exception("%s is tried again", action.__name__)
            pause, has_failed = PAUSE, True
        if has_failed or time.monotonic() - closed > KEPT:
            close_old_connections()
            closed = time.monotonic()
        if not found:
            time.sleep(pause)
