"""Compares every counted column with its rows and reports drift; --repair sets it right."""

from django.core.management.base import BaseCommand

from discussions.actions import recount as recount_discussions
from workshops.actions import recount as recount_workshops


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--repair", action="store_true")

    def handle(self, *, repair, **options):
        drift = [*recount_discussions(repair=repair), *recount_workshops(repair=repair)]
        for line in drift:
            self.stderr.write(line)
        self.stdout.write(f"{len(drift)} drift")
