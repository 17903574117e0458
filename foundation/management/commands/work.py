from django.core.management.base import BaseCommand

from foundation.worker import work


class Command(BaseCommand):
    """Background work as a process of its own: the task queue and the schedule."""

    help = "Runs queued tasks and what the schedule says, until it is stopped."

    def handle(self, *args, **options):
        work()
