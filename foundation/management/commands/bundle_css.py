"""Joins static/css/*.css, in name order, into the one file that pages load."""

import re

from django.conf import settings
from django.core.management.base import BaseCommand

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        parts = sorted((settings.BASE_DIR / "static" / "css").glob("*.css"))
        css = "\n".join(part.read_text(encoding="utf-8") for part in parts)
        css = re.sub(r"\n\s*", "\n", COMMENT.sub("", css)).strip()
        target = settings.FORUM_VAR / "bundle" / "app.css"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(css + "\n", encoding="utf-8")
        if options["verbosity"]:
            self.stdout.write(f"{len(parts)} files, {len(css)} bytes")
