"""Fills an empty database with the demo: people, questions, workshops, all by actions."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from hub.demo.curation import add_curation
from hub.demo.people import add_people
from hub.demo.story import Story
from notifications.actions import forget_old_news


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--if-empty", action="store_true", help="do nothing where people are")
        parser.add_argument("--reset", action="store_true", help="empty the database first")
        parser.add_argument("--yes-i-know", action="store_true", help="also without FORUM_DEMO=1")

    def handle(self, *, if_empty, reset, yes_i_know, **options):
        if not (settings.FORUM_DEMO or yes_i_know):
            raise CommandError("This is for demos: set FORUM_DEMO=1 or give --yes-i-know.")
        if reset:
            empty_database()
        elif User.objects.exists():
            if if_empty:
                return
            raise CommandError("There are people already; --reset empties the database first.")
        seed()
        self.stdout.write("asn@contoh.id pimpinan@contoh.id moderator@contoh.id admin@contoh.id")


def empty_database():
    """Drops everything and migrates again: append-only tables cannot be emptied by deleting."""
    if connection.vendor == "sqlite":
        path = Path(connection.settings_dict["NAME"])
        connection.close()
        for part in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
            part.unlink(missing_ok=True)
    else:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    call_command("migrate", verbosity=0)


@transaction.atomic
def seed():
    call_command("reindex", verbosity=0)
    now = timezone.now()
    people = add_people(now.replace(month=1, day=1, hour=0, minute=10))
    story = Story(people, now)
    story.add_questions()
    story.add_workshops()
    add_curation(story)
    story.tell()
    forget_old_news(now=now)  # as every hour; or it meets the first letters on their way
