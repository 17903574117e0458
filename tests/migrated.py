"""A database that is migrated once and copied for each run: migrating takes longer than most tests.

It is made anew whenever a migration changes. On SQLite it is a file beside the test database, on
PostgreSQL a template that `CREATE DATABASE` copies.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from hashlib import blake2s
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).parent.parent


def fingerprint() -> str:
    """Of every migration of every app, ours and installed ones."""
    digest = blake2s(digest_size=6)
    for config in apps.get_app_configs():
        for path in sorted(Path(config.path).glob("migrations/*.py")):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def provide() -> None:
    """Call before the test database is made, with its final name in the settings."""
    is_sqlite = connection.vendor == "sqlite"
    name = f"migrated-{fingerprint()}"
    with (settings.FORUM_VAR / "migrated.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if is_sqlite:
            copy_file(settings.FORUM_VAR / f"{name}.sqlite3")
        else:
            use_template(name.replace("-", "_"))


def copy_file(source: Path) -> None:
    if not source.exists():
        for old in settings.FORUM_VAR.glob("migrated-*.sqlite3*"):
            old.unlink()
        making = source.with_suffix(".making")
        migrate(f"sqlite:///{making}")
        making.rename(source)
    target = Path(connection.settings_dict["TEST"]["NAME"])
    for ending in ("", "-wal", "-shm"):
        Path(f"{target}{ending}").unlink(missing_ok=True)
    shutil.copyfile(source, target)


def use_template(name: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() is None:
            cursor.execute(f"DROP DATABASE IF EXISTS {name}_making")
            cursor.execute(f"CREATE DATABASE {name}_making")
            address, _slash, _name = os.environ["DATABASE_URL"].rpartition("/")
            migrate(f"{address}/{name}_making")
            cursor.execute(f"ALTER DATABASE {name}_making RENAME TO {name}")
    connection.settings_dict["TEST"]["TEMPLATE"] = name


def migrate(address: str) -> None:
    environment = os.environ | {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, check=True, env=environment, cwd=ROOT)
