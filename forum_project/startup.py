"""Refuses to serve when the settings are unsafe together, in one sentence (reliability.md R54)."""

import fcntl
import os
import sys
from typing import IO

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

WEAK_KEY_LENGTH = 50
WEAK_KEY_VARIETY = 10  # different signs
ROLES = frozenset({"leader", "moderator", "admin"})
KNOWN = "leader, moderator, admin"
held: list[IO] = []  # the lock lives as long as the process


def problems() -> list[str]:
    """What is wrong with these settings, each a sentence that says what to change."""
    found = []
    key = secret_key()
    if len(key) < WEAK_KEY_LENGTH or "insecure" in key or len(set(key)) < WEAK_KEY_VARIETY:
        found.append("FORUM_SECRET_KEY is missing or shorter than 50 signs; set a random one.")
    if len(settings.FORUM_SEAL_KEY) < WEAK_KEY_LENGTH:
        found.append("FORUM_SEAL_KEY is missing or shorter than 50 signs; set a random one.")
    if settings.DEBUG and settings.FORUM_HTTPS:
        found.append("FORUM_DEBUG is on while FORUM_HTTPS is on; switch FORUM_DEBUG off.")
    if unknown := settings.FORUM_MFA_ROLES - ROLES:
        found.append(f"FORUM_MFA_ROLES names {', '.join(sorted(unknown))}; only {KNOWN} exist.")
    if not settings.FORUM_DEMO:
        found += production_problems()
    processes = int(os.environ.get("WEB_CONCURRENCY", "1"))
    if processes > 1 and not settings.REDIS_URL:
        found.append("Several processes need REDIS_URL; the embedded live layer serves one.")
    return found


def secret_key() -> str:
    """Django raises on an empty one; we say what to set instead."""
    try:
        return settings.SECRET_KEY
    except ImproperlyConfigured:
        return ""


def production_problems() -> list[str]:
    found = []
    if "*" in settings.ALLOWED_HOSTS or not settings.ALLOWED_HOSTS:
        found.append("FORUM_ALLOWED_HOSTS is empty or holds *; name the hosts of this site.")
    return found


def refuse_unsafe_start() -> None:
    """Raises SystemExit with the first problem. Called by asgi.py, wsgi.py and serve.py."""
    found = problems()
    if found:
        sys.exit(f"Not started: {found[0]}")


def refuse_unmigrated() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        sys.exit("Not started: the database is behind; run `manage.py migrate` first.")
    connection.close()


def refuse_second_embedded_server() -> None:
    """Two servers share rows but not the embedded live layer, so the second one would be deaf."""
    if settings.REDIS_URL:
        return
    lock = (settings.FORUM_VAR / "server.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        sys.exit("Not started: another server runs here; a second one needs REDIS_URL.")
    held.append(lock)
