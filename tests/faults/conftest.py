"""Faults of a real server process; no browser, so that async tests may live here."""

import asyncio
import subprocess
import sys

import pytest
from channels.db import database_sync_to_async
from django.utils import timezone

from bench.sockets import Line, OpenPage
from notifications.actions import choose_quiet_hours, prefer
from notifications.models import Delivery
from tests.notifications.conftest import tell, told, unheard  # noqa: F401  fixtures
from tests.postbox import open_postbox
from tests.served import ROOT, Site, serve, session_cookie


@pytest.fixture
def site(django_db_serialized_rollback, transactional_db, tmp_path):
    with serve(tmp_path) as served:
        yield served


@pytest.fixture
def cookie_of(site):
    """A signed-in session as a Cookie header."""
    return lambda user: f"sessionid={session_cookie(user, site.url)['value']}"


@pytest.fixture
def dial(site, cookie_of):
    """Opens a raw socket of a person: `await dial(user, origin=…)`."""

    async def open_line(user, **more):
        cookie = await database_sync_to_async(cookie_of)(user)
        return await Line.open(site.port, cookie, **more)

    return open_line


@pytest.fixture
async def open_page(site, cookie_of):
    """A page of a person that watches topics from a number, and comes back by itself."""
    running = []

    async def start(user, **cursors):
        cookie = await database_sync_to_async(cookie_of)(user)
        page = OpenPage(
            site.port, cookie, {key.replace("__", ":"): n for key, n in cursors.items()}
        )
        running.append(asyncio.create_task(page.run()))
        await page.until(lambda one: one.line)
        return page

    yield start
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)


@pytest.fixture
def postbox():
    with open_postbox() as box:
        yield box


@pytest.fixture
def start(django_db_serialized_rollback, transactional_db, postbox, tmp_path):
    """Starts a worker process; `module` is the control's, `more` goes into its environment."""
    site = Site(tmp_path, EMAIL_URL=f"smtp://127.0.0.1:{postbox.port}")
    running = []

    def start_worker(module=None, **more):
        command = ["-m", module] if module else ["manage.py", "work"]
        running.append(
            subprocess.Popen(
                [sys.executable, *command],
                cwd=ROOT,
                env=site.environment | more,
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
def mail(employee, tell):  # noqa: F811
    """One mail that is due now, by day and by night."""
    prefer(user=employee, kind="discussions.answer_posted", channel="mail", cadence="at_once")
    choose_quiet_hours(user=employee, from_hour=0, until_hour=0)
    tell(employee)
    Delivery.objects.update(next_try_at=timezone.now())
    return Delivery.objects.get()
