"""PostgreSQL takes the line and never answers (F8): the product hangs up, and asks no more then."""

import time

import psycopg
import pytest
from django.db import OperationalError, connection, connections

from bench.faults.proxy import Proxy
from forum_project.patience import PatientConnection, Silence, patience_for
from tests.served import database_url

needs_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has no line that could fall silent"
)


@pytest.fixture
def silent(db, monkeypatch):
    """A line that falls silent after the first statement."""
    monkeypatch.setattr(PatientConnection, "patience", 0.5)
    monkeypatch.setattr(Silence, "until", 0.0)
    proxy = Proxy(int(connection.settings_dict["PORT"] or 5432))
    address = database_url().replace(f":{proxy.targets[0]}/", f":{proxy.port}/")
    line = PatientConnection.connect(address.replace("postgres://", "postgresql://"))
    line.execute("SELECT 1")
    proxy.change("hang")
    yield line
    line.close()
    proxy.change("refuse")


@needs_postgresql
def test_f8_who_waits_in_vain_hangs_up(silent):
    with pytest.raises(psycopg.OperationalError, match="does not answer"):
        silent.execute("SELECT 1")

    assert silent.closed
    assert Silence.is_on()


@needs_postgresql
def test_f8_control_without_patience_the_wait_has_its_own_end_only(silent, monkeypatch):
    monkeypatch.setattr(PatientConnection, "patience", None)

    with pytest.raises(psycopg.errors._WaitTimeout):
        silent.wait(silent._exec_command(b"SELECT 1"), timeout=1)

    assert not silent.closed


@needs_postgresql
def test_f8_for_a_moment_nobody_asks_for_a_connection(db, monkeypatch):
    fresh = connections.create_connection("default")
    monkeypatch.setattr(Silence, "until", time.monotonic() + 60)

    with pytest.raises(OperationalError, match="does not answer"):
        fresh.cursor()


@pytest.mark.parametrize(
    ("options", "seconds"),
    [
        ("-c statement_timeout=4000 -c lock_timeout=3000", 4.5),
        ("-c statement_timeout=2min", 120.5),
        ("-c statement_timeout=0", None),
        ("", None),
    ],
)
def test_f8_patience_outlasts_the_servers_own(options, seconds):
    assert patience_for(options) == seconds
