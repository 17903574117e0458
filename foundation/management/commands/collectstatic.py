"""Django's collectstatic, with the style sheet bundled first."""

from django.contrib.staticfiles.management.commands import collectstatic
from django.core.management import call_command


class Command(collectstatic.Command):
    def handle(self, **options):
        call_command("bundle_css", verbosity=0)
        return super().handle(**options)
