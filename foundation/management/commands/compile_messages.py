"""Compiles locale/*/LC_MESSAGES/*.po by Babel, so that no gettext is needed to run."""

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        for po in (settings.BASE_DIR / "locale").glob("*/LC_MESSAGES/*.po"):
            with po.open("rb") as source:
                catalog = read_po(source, locale=po.parent.parent.name)
            with po.with_suffix(".mo").open("wb") as target:
                write_mo(target, catalog)
            if options["verbosity"]:
                self.stdout.write(f"{po.parent.parent.name}: {len(catalog)} messages")
