"""Builds the search index anew from every domain."""

from django.core.management.base import BaseCommand

from hub.reindexing import reindex
from search.models import SearchEntry


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        SearchEntry.objects.all().delete()
        reindex()
        if options["verbosity"]:
            self.stdout.write(f"{SearchEntry.objects.count()} entries")
