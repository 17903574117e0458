"""Compiles locale/*/LC_MESSAGES/*.po."""

from django.conf import settings
from django.core.management.base import BaseCommand

from foundation.catalogues import compile_catalogues


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        written = compile_catalogues(settings.BASE_DIR)
        if options["verbosity"]:
            self.stdout.write(" ".join(written))
