from django.db import migrations
from django.db.models import F


def count_as_before(apps, schema_editor):
    """What is held now was counted for the unit itself."""
    held = apps.get_model("workshops", "HeldSeats").objects.filter(ended_at=None)
    limited = apps.get_model("workshops", "Workshop").objects.exclude(unit_limit=None)
    held.filter(workshop__in=limited.values("pk")).update(quota_unit=F("unit"))


class Migration(migrations.Migration):
    dependencies = [("workshops", "0039_held_seats_count_for_a_unit")]

    operations = [migrations.RunPython(count_as_before, migrations.RunPython.noop)]
