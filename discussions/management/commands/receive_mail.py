"""Takes answers by mail until it is stopped (`FORUM_REPLY_ADDRESS`)."""

import signal

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from discussions.replying.listener import open_door


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        if not settings.FORUM_REPLY_ADDRESS:
            raise CommandError("Set FORUM_REPLY_ADDRESS, such as jawab@balas.example.")
        door = open_door()
        self.stdout.write(f"listening at {settings.FORUM_REPLY_BIND}")
        signal.sigwait({signal.SIGTERM, signal.SIGINT})
        door.stop()
