"""The cast, each in one sentence, and the fixtures that know our tables."""

import asyncio
import contextlib
import re
from collections import Counter

import hypothesis
import pytest
from asgiref.sync import async_to_sync
from channels.db import database_sync_to_async
from channels.layers import InMemoryChannelLayer
from channels.testing import WebsocketCommunicator
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import UnitLeadership
from competencies.models import AreaCuratorship
from foundation.append_only import sqlite_drops, sqlite_triggers
from notifications import live
from notifications.switchboard import switchboard
from tests import migrated
from tests.factories import UnitFactory, UserFactory, make_question, make_workshop
from tests.fresh import forget_cache

# A busy machine is no defect; timings are never asserted.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")

FLUSHES = 3
APPEND_ONLY = [
    "accounts_suspension",
    "competencies_learningrecord",
    "discussions_award",
    "discussions_curationevent",
    "discussions_guideevent",
    "discussions_reviewevent",
    "discussions_seallook",
    "discussions_solutionevent",
    "workshops_registrationevent",
    "workshops_weightevent",
]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, django_db_blocker):
    """The test database is a copy of one that is migrated already."""
    with django_db_blocker.unblock():
        migrated.provide()


@pytest.fixture(scope="session")
def django_db_keepdb():
    """The copied file stays; on PostgreSQL each run creates its database from the template."""
    return connection.vendor == "sqlite"


@pytest.fixture(autouse=True)
def fresh_cache():
    """Rows and sessions that an earlier test cached do not exist here."""
    forget_cache()


@pytest.fixture(autouse=True, scope="session")
def flushable(django_db_setup, django_db_blocker):
    """A flush at the end of a transactional test may empty append-only tables on SQLite.

    PostgreSQL's TRUNCATE passes row triggers by itself.
    """
    operations = type(connection.ops)
    if connection.vendor != "sqlite":
        yield from flush_again(operations)
        return
    plain = operations.sql_flush

    def sql_flush(self, *args, **kwargs):
        drops = [drop for table in APPEND_ONLY for drop in sqlite_drops(table)]
        triggers = [trigger for table in APPEND_ONLY for trigger in sqlite_triggers(table)]
        return [*drops, *plain(self, *args, **kwargs), *triggers]

    operations.sql_flush = sql_flush
    yield
    operations.sql_flush = plain


def flush_again(operations):
    """A served site's worker may hold rows; PostgreSQL ends one of two that wait in a circle."""
    plain = operations.execute_sql_flush

    def execute_sql_flush(self, sql_list):
        for _again in range(FLUSHES - 1):
            with contextlib.suppress(OperationalError):
                return plain(self, sql_list)
        return plain(self, sql_list)

    operations.execute_sql_flush = execute_sql_flush
    yield
    operations.execute_sql_flush = plain


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def unit(db):
    """The unit of most of the cast."""
    return UnitFactory(name="Puskesmas Lawe Sigala-Gala", slug="uji-puskesmas")


@pytest.fixture
def other_unit(db):
    """A unit that has nothing to do with the first."""
    return UnitFactory(name="Dinas Perhubungan", slug="uji-dishub")


@pytest.fixture
def employee(unit):
    """An ASN of the unit, without a role."""
    return UserFactory(name="Rahma Yuni", unit=unit)


@pytest.fixture
def colleague(unit):
    """Another ASN of the same unit."""
    return UserFactory(name="Salim Desky", unit=unit)


@pytest.fixture
def stranger(other_unit):
    """An ASN of another unit."""
    return UserFactory(name="Wahyuni Ketaren", unit=other_unit)


@pytest.fixture
def leader(unit):
    """Leads the unit and hosts its workshops."""
    user = UserFactory(name="Murniati Sekedang", unit=unit)
    UnitLeadership.objects.create(user=user, unit=unit, since=timezone.localdate())
    return user


@pytest.fixture
def other_leader(other_unit):
    """Leads the other unit."""
    user = UserFactory(name="Hasanuddin Ramin", unit=other_unit)
    UnitLeadership.objects.create(user=user, unit=other_unit, since=timezone.localdate())
    return user


@pytest.fixture
def moderator(other_unit, now):
    """Moderates every area."""
    user = UserFactory(name="Nurhayati Desky", unit=other_unit)
    AreaCuratorship.objects.create(user=user, area=None, since=now)
    return user


@pytest.fixture
def admin(other_unit):
    """Runs the service."""
    return UserFactory(name="Ardiansyah Pagan", unit=other_unit, is_staff=True, is_superuser=True)


@pytest.fixture
def question(employee):
    """Asked by the employee."""
    return make_question(employee)


@pytest.fixture
def workshop(leader):
    """Announced by the leader for tomorrow, ten seats."""
    return make_workshop(leader)


@pytest.fixture
def shown_numbers():
    """The numbers of the answers that a page or fragment shows, in its order."""
    return lambda response: [
        int(no) for no in re.findall(r'data-no="([0-9]+)"', response.content.decode())
    ]


@pytest.fixture
def unlimited(monkeypatch):
    """For a test that types faster than anybody may (R34)."""
    monkeypatch.setattr("foundation.limits.is_resting", lambda: True)


@pytest.fixture
def as_user():
    """A test client that has signed in as someone."""

    def sign_in(user):
        client = Client()
        client.force_login(user, backend="accounts.backends.MemberBackend")
        return client

    return sign_in


@pytest.fixture
def same_queries():
    """As many queries with 29 rows as with three; a full page also asks how many there are."""

    def check(client, url, add, most=12, more=26):
        add(3)
        client.get(url)  # content types and cached rows are known from now on
        few = queries_of(client, url)
        add(more)
        client.get(url)
        many = queries_of(client, url)
        assert len(many) == len(few) <= most, "\n".join(many)

    return check


def queries_of(client, url):
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    assert response.status_code == 200
    return [query["sql"] for query in captured.captured_queries]


@pytest.fixture
def heard(monkeypatch):
    """What open pages would hear: the messages that reach the process's subscription."""
    layer = InMemoryChannelLayer()
    monkeypatch.setattr("notifications.live.get_channel_layer", lambda: layer)
    channel = async_to_sync(layer.new_channel)()
    async_to_sync(layer.group_add)(live.GROUP, channel)

    def messages():
        queue = layer.channels.get(channel)
        return [queue.get_nowait()[1] for _each in range(queue.qsize())] if queue else []

    return messages


@pytest.fixture
async def connect(as_user):
    """Opens the live socket as someone; everything is closed at the end."""
    from forum_project.asgi import application  # noqa: PLC0415  it refuses an unsafe start

    opened = []

    def headers(user, origin):
        found = [(b"host", b"testserver")] + ([(b"origin", origin)] if origin else [])
        if user:
            session = as_user(user).cookies["sessionid"].value
            found.append((b"cookie", f"sessionid={session}".encode()))
        return found

    async def open_socket(user, origin=b"http://testserver"):
        sent = await database_sync_to_async(headers)(user, origin)
        socket = WebsocketCommunicator(application, "/ws/live/", sent)
        opened.append(socket)
        socket.is_open, _code = await socket.connect(timeout=5)
        return socket

    yield open_socket
    board = switchboard()
    for socket in opened:
        if not socket.future.done():
            await socket.disconnect()
    for task in board.tasks:
        task.cancel()
    await asyncio.gather(*board.tasks, return_exceptions=True)


@pytest.fixture
def do():
    """Runs something that uses the database from an async test."""
    return lambda function, *args, **kwargs: database_sync_to_async(function)(*args, **kwargs)


def pytest_terminal_summary(terminalreporter):
    """What could not run on this engine is said with its reason, not only dotted."""
    skipped = terminalreporter.getreports("skipped")
    reasons = Counter(one.longrepr[2].removeprefix("Skipped: ") for one in skipped)
    for reason, times in reasons.most_common():
        terminalreporter.write_line(f"{times} × {reason}")
