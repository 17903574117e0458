"""The controls: the same server with one guard taken out, the one that FAULT names."""

import os
import sys

from foundation import resting

FAULT = os.environ["FAULT"]
if FAULT == "impatient":  # every question to a silent Redis waits for a second
    resting.REDIS_PATIENCE = 1.0
    resting.is_resting = lambda: False

if FAULT == "faithful":  # to dead connections, and to a database that is silent for ever
    from forum_project import engines

    chosen = engines.database

    def database(*words):
        config = chosen(*words) | {"ENGINE": "django.db.backends.postgresql"}
        config["CONN_HEALTH_CHECKS"] = False
        del config["OPTIONS"]["pool"]["connection_class"]
        return config

    engines.database = database

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forum_project.settings")
import django

django.setup()

import random
import threading

from daphne.server import Server
from django.db import connection, transaction
from forum_project.serve import main
from forum_project.stopping import OrderlyServer
from notifications import live, replay, switchboard, telling


async def send_some(messages):
    """Loses 30 of 100 wake-ups, sends 10 twice and the rest in any order."""
    kept = [one for one in messages if random.random() >= 0.3]
    kept += [one for one in kept if random.random() < 0.1]
    random.shuffle(kept)
    layer = live.get_channel_layer()
    for one in kept:
        await layer.group_send(live.GROUP, one)


async def nothing(*_words):
    """Neither a jump in numbers nor the sweep is filled from rows."""


if FAULT in {"lossy", "lossy and deaf"}:
    live.send_all = send_some
if FAULT == "lossy and deaf":
    switchboard.Switchboard.compare = nothing
    switchboard.is_next = lambda *_words: True
if FAULT == "no replay":
    replay.missed_events = lambda *_words: []
if FAULT == "abrupt":  # what daphne does when it is told to stop
    OrderlyServer.kill_all_applications = Server.kill_all_applications


def write_later(collected):
    """Outside the transaction of what happened, as a task without an outbox would."""

    def write():
        with transaction.atomic():
            rows_of(collected)
        connection.close()

    threading.Timer(0.5, write).start()
    return []


if FAULT == "told later":
    rows_of, telling.write = telling.write, write_later

if __name__ == "__main__":
    sys.exit(main())
