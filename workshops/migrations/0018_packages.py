import django.db.models.deletion
import foundation.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('workshops', '0017_a_version_is_a_file_or_a_link'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Package',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', foundation.models.PublicIdField(length=5)),
                ('kind', models.CharField(choices=[('materials', 'ZIP')], max_length=9)),
                ('key', models.CharField(max_length=64)),
                ('contents', models.JSONField()),
                ('asked_at', models.DateTimeField()),
                ('ready_at', models.DateTimeField(blank=True, null=True)),
                ('file', models.FileField(blank=True, upload_to='packages/%Y/%m/')),
                ('size', models.PositiveBigIntegerField(default=0)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='packages', to='workshops.workshop')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('workshop', 'kind', 'key'), name='package_once_while_it_stands')],
            },
        ),
    ]
