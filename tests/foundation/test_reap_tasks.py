"""Tasks of dead workers: taken up again, and given up when they kill each of them."""

import threading
from datetime import timedelta

import pytest
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from foundation import worker
from foundation.worker import SILENCE, TRIES, new_worker, reap_tasks

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
SECOND = timedelta(seconds=1)
done = []


@task()
def note(word):
    done.append(word)


@pytest.fixture
def left_behind(now):
    """Begun a moment ago by a worker that is dead."""
    done.clear()
    note.enqueue("done")
    row = DBTaskResult.objects.get(task_path__endswith="test_reap_tasks.note")
    row.claim("dead")
    DBTaskResult.objects.filter(pk=row.pk).update(started_at=now)
    row.refresh_from_db()
    return row


def work_through(queue="default"):
    one = new_worker(queue)
    one.batch = True
    one.run()


def test_the_task_of_a_dead_worker_is_done(left_behind, now):
    reap_tasks(now=now + SILENCE)

    work_through()

    left_behind.refresh_from_db()
    assert (done, left_behind.status) == (["done"], "SUCCESSFUL")


def test_control_nobody_else_takes_it_up(left_behind):
    work_through()

    left_behind.refresh_from_db()
    assert (done, left_behind.status) == ([], "RUNNING")


def test_one_at_work_is_left_alone(left_behind, now):
    assert reap_tasks(now=now + SILENCE - SECOND) == 0


def test_one_that_kills_each_worker_is_given_up(left_behind, now):
    DBTaskResult.objects.update(worker_ids=["dead"] * TRIES)

    reap_tasks(now=now + SILENCE)
    work_through()

    left_behind.refresh_from_db()
    assert (done, left_behind.status, left_behind.finished_at) == ([], "FAILED", now + SILENCE)


def test_f12_a_start_from_before_the_clock_went_back_counts_as_dead(left_behind, now):
    assert reap_tasks(now=now - timedelta(hours=1)) == 1


def test_a_task_at_work_gives_signs_of_life(left_behind, now, monkeypatch):
    """Its start moves on while it runs, so that it is never taken for dead."""
    monkeypatch.setattr(worker, "BEAT", 0.01)
    DBTaskResult.objects.update(started_at=now - 2 * SILENCE)
    stopped = threading.Event()
    beating = threading.Thread(target=worker.beat, args=[left_behind.pk, stopped])

    beating.start()
    for _look in range(500):
        left_behind.refresh_from_db()
        if left_behind.started_at > now - SILENCE:
            break
        stopped.wait(0.01)
    stopped.set()
    beating.join()

    assert reap_tasks(now=now) == 0


@task(queue_name="files")
def read(word):
    done.append(word)


def test_files_have_a_worker_of_their_own(db):
    """However long they take, what others wait for goes on."""
    done.clear()
    note.enqueue("told")
    read.enqueue("read")

    work_through()
    assert done == ["told"]
    work_through("files")
    assert done == ["told", "read"]
