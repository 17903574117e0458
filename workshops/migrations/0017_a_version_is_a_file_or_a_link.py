from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('workshops', '0016_links_are_versions'),
    ]

    operations = [
        migrations.AlterField(
            model_name='material',
            name='kind',
            field=models.CharField(choices=[('file', 'File'), ('link', 'Link')], default='file', max_length=4),
        ),
        migrations.RemoveField(
            model_name='material',
            name='kind',
        ),
        migrations.RemoveField(
            model_name='material',
            name='url',
        ),
        migrations.AddConstraint(
            model_name='materialversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('url', ''), models.Q(('file', ''), _negated=True)), models.Q(models.Q(('url', ''), _negated=True), ('file', '')), _connector='OR'), name='version_is_a_file_or_a_link'),
        ),
    ]
