"""Which engine stands behind each need: embedded, or a server when its address is given."""

import socket
from pathlib import Path
from urllib.parse import unquote, urlsplit

import environ

from foundation.resting import REDIS_PATIENCE

# Of Chrome, Firefox, Safari and Edge; a leading dot stands for every host below.
PUSH_SERVICES = [
    "fcm.googleapis.com",
    "updates.push.services.mozilla.com",
    ".push.apple.com",
    ".notify.windows.com",
]
# Of the line on which a process listens, and which no request waits for: it learns within seconds
# that nobody is at its other end any more.
LISTENING = {
    "socket_timeout": 2,
    "socket_connect_timeout": 2,
    "socket_keepalive": True,
    "socket_keepalive_options": {
        socket.TCP_KEEPIDLE: 5,
        socket.TCP_KEEPINTVL: 2,
        socket.TCP_KEEPCNT: 3,
    },
}


def database(env: environ.Env, var: Path) -> dict:
    """SQLite in `var/`, or PostgreSQL by DATABASE_URL (reliability.md, part 1, rows 2, 3, 6)."""
    config = env.db_url("DATABASE_URL", default=f"sqlite:///{var}/sepakat.sqlite3")
    if "sqlite" in config["ENGINE"]:
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
            ),
        }
        return config
    from forum_project.patience import PatientConnection, patience_for  # noqa: PLC0415  its driver

    options = env("FORUM_PG_OPTIONS", default="-c statement_timeout=4000 -c lock_timeout=3000")
    PatientConnection.patience = patience_for(options)
    config["ENGINE"] = "forum_project.postgresql"
    config["CONN_MAX_AGE"] = 0  # ASGI gives every request a thread; the pool keeps connections
    config["CONN_HEALTH_CHECKS"] = True  # and those that died with the database are not handed out
    config["OPTIONS"] = {
        "pool": {
            "min_size": 1,
            "max_size": env.int("FORUM_POOL_SIZE", default=16),
            "timeout": 4,
            "reconnect_timeout": 4,  # its pauses grow, and nobody waits for the third
            "connection_class": PatientConnection,
        },
        "connect_timeout": 3,
        "keepalives_idle": 5,
        "keepalives_interval": 2,
        "keepalives_count": 3,
        "tcp_user_timeout": 5000,
        "options": options,
    }
    return config


def cache(redis_url: str) -> dict:
    if redis_url:
        return {
            "BACKEND": "foundation.cache.ForgivingRedisCache",
            "LOCATION": redis_url,
            "OPTIONS": {"socket_timeout": REDIS_PATIENCE, "socket_connect_timeout": REDIS_PATIENCE},
        }
    return {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }


def channel_layer(redis_url: str) -> dict:
    if redis_url:
        return {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [{"address": redis_url} | LISTENING]},
        }
    return {"BACKEND": "notifications.layer.EmbeddedChannelLayer"}


def file_storage(env: environ.Env, var: Path) -> dict:
    """Files in `var/media`, or an S3-compatible store: `STORAGE_URL=s3://KEY:SECRET@host/bucket`."""
    url = urlsplit(env("STORAGE_URL", default=""))
    if not url.scheme:
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": var / "media"},
        }
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "endpoint_url": f"https://{url.hostname}" + (f":{url.port}" if url.port else ""),
            "bucket_name": url.path.strip("/"),
            "access_key": unquote(url.username or ""),
            "secret_key": unquote(url.password or ""),
            "default_acl": "private",
            "querystring_auth": True,
        },
    }
