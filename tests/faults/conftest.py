"""Faults of a real server process; no browser, so that async tests may live here."""

import asyncio

import pytest
from channels.db import database_sync_to_async

from bench.sockets import Line, OpenPage
from tests.notifications.conftest import tell, told, unheard  # noqa: F401  fixtures
from tests.served import serve, session_cookie


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
