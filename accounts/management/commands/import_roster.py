"""Reads a roster CSV, reports every row, and writes a CSV of activation links."""

import csv
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone

from accounts.actions import ColumnsAreMissing, import_roster, read_roster


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument(
            "file", type=Path, help="columns: name,nip,employment,unit,position,email"
        )
        parser.add_argument("--dry-run", action="store_true", help="check only, change nothing")
        parser.add_argument(
            "--links", type=Path, help="where the links go (default: FILE.links.csv)"
        )

    def handle(self, *, file, dry_run, links, **options):
        now = timezone.now()
        try:
            with file.open(encoding="utf-8-sig", newline="") as lines:
                rows = read_roster(lines, now=now)
        except (OSError, UnicodeDecodeError, csv.Error, ColumnsAreMissing) as error:
            raise CommandError(error) from None
        wrong = [row for row in rows if row.errors]
        for row in wrong:
            self.stderr.write(f"{row.line}: {' '.join(row.errors)}")
        self.stdout.write(f"{len(rows) - len(wrong)} OK, {len(wrong)} !")
        if not dry_run:
            self.write_links(
                import_roster(rows=rows, now=now), links or file.with_suffix(".links.csv")
            )

    def write_links(self, rows, target):
        target.touch(mode=0o600)
        with target.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(["name", "unit", "link"])
            for row in rows:
                if row.token:
                    path = reverse("activate_account", args=[row.token])
                    writer.writerow([row.fields["name"], row.unit, settings.FORUM_SITE_URL + path])
        self.stdout.write(str(target))
