"""A link was a column of its material; now it is its first version, as a file is."""

from django.db import migrations


def move_links(apps, schema_editor):
    version = apps.get_model('workshops', 'MaterialVersion')
    links = apps.get_model('workshops', 'Material').objects.exclude(url='')
    for material in links.iterator():
        version.objects.create(
            material=material, no=1, url=material.url, by_id=material.added_by_id, at=material.added_at
        )


def move_back(apps, schema_editor):
    """The newest link of each; a file stays the version that it is."""
    version = apps.get_model('workshops', 'MaterialVersion')
    for link in version.objects.exclude(url='').order_by('no').iterator():
        link.material.url, link.material.kind = link.url, 'link'
        link.material.save(update_fields=['url', 'kind'])
        link.delete()


class Migration(migrations.Migration):

    dependencies = [
        ('workshops', '0015_versions_of_materials'),
    ]

    operations = [
        migrations.RunPython(move_links, move_back),
    ]
