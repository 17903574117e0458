import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from foundation.append_only import AppendOnly


class Migration(migrations.Migration):

    dependencies = [
        ('workshops', '0030_beginnings_of_materials'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='workshop',
            name='unit_points',
            field=models.PositiveSmallIntegerField(help_text='of 100 when those who wait are ordered by need (models/need.py)', null=True),
        ),
        migrations.AddConstraint(
            model_name='workshop',
            constraint=models.CheckConstraint(condition=models.Q(('unit_points', None), ('unit_points__lte', 100), _connector='OR'), name='unit_points_are_a_part'),
        ),
        migrations.CreateModel(
            name='WeightEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.PositiveSmallIntegerField(null=True)),
                ('after', models.PositiveSmallIntegerField(null=True)),
                ('is_refused', models.BooleanField(default=False)),
                ('at', models.DateTimeField()),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='weight_events', to='workshops.workshop')),
            ],
        ),
        AppendOnly('WeightEvent'),
    ]
