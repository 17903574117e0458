"""Aceh Tenggara's usual units and its 16 kecamatan, an editable example (domain.md 3)."""

import csv
from pathlib import Path

from django.db import migrations

FILE = Path(__file__).with_name("units.csv")


def add_units(apps, schema_editor):
    Unit = apps.get_model("accounts", "Unit")
    made = {}
    with FILE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            parent = made.get(row.pop("parent"))
            made[row["slug"]] = Unit.objects.create(parent=parent, **row)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_first")]
    operations = [migrations.RunPython(add_units, migrations.RunPython.noop)]
