import django.db.models.deletion
import foundation.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_suspension'),
        ('workshops', '0024_topics_and_speakers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HeldSeats',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', foundation.models.PublicIdField(length=5)),
                ('seat', models.CharField(default='total', help_text='room or online when hybrid', max_length=6)),
                ('left', models.PositiveSmallIntegerField()),
                ('made_at', models.DateTimeField()),
                ('until', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='held', to='workshops.workshop')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('workshop', 'unit'), name='seats_held_once_per_unit'), models.CheckConstraint(condition=models.Q(('left__gte', 1), models.Q(('ended_at', None), _negated=True), _connector='OR'), name='held_while_some_are_left')],
            },
        ),
        migrations.AddField(
            model_name='registration',
            name='held_from',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='workshops.heldseats'),
        ),
    ]
