from django.db import migrations


def forget(apps, schema_editor):
    opened = apps.get_model('discussions', 'OpenedBefore').objects
    opened.exclude(asked__sealed_mark='').delete()


class Migration(migrations.Migration):

    dependencies = [
        ('discussions', '0031_sealed_confirmations'),
    ]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
