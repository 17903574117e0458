"""The 45 areas, the 25 forms of learning and the yearly targets (domain.md 1.3, 2)."""

import csv
from datetime import UTC, datetime
from pathlib import Path

from django.db import migrations

FOLDER = Path(__file__).parent
WRITTEN = datetime(2026, 11, 24, tzinfo=UTC)
YEARS = range(2024, 2031)
# PNS: at least 20 JP (PP 11/2017 jo. 17/2020, art. 203); PPPK: at most 24 (LAN 15/2020).
TARGETS = [("PNS", 20, "floor"), ("CPNS", 20, "floor"), ("PPPK", 24, "cap"), ("PPPK_PW", 24, "cap")]


def rows(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def add_vocabulary(apps, schema_editor):
    Area = apps.get_model("competencies", "Area")
    Area.objects.bulk_create(Area(updated_at=WRITTEN, **row) for row in rows("areas.csv"))
    Form = apps.get_model("competencies", "LearningForm")
    Form.objects.bulk_create(
        Form(**{name: value or None for name, value in row.items()})
        for row in rows("learning_forms.csv")
    )
    Target = apps.get_model("competencies", "LearningTarget")
    Target.objects.bulk_create(
        Target(employment=employment, year=year, jp=jp, kind=kind)
        for year in YEARS
        for employment, jp, kind in TARGETS
    )


class Migration(migrations.Migration):
    dependencies = [("competencies", "0001_first")]
    operations = [migrations.RunPython(add_vocabulary, migrations.RunPython.noop)]
