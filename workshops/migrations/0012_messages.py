import django.db.models.deletion
import foundation.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('workshops', '0011_reminders'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='WorkshopMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', foundation.models.PublicIdField(length=5)),
                ('group', models.CharField(choices=[('confirmed', 'Registered'), ('waiting', 'In the waiting list'), ('requested', 'Waiting for approval'), ('present', 'Were present'), ('absent', 'Were absent')], max_length=9)),
                ('body', models.TextField()),
                ('people', models.PositiveIntegerField()),
                ('sent_at', models.DateTimeField()),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recipients', models.ManyToManyField(related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='workshops.workshop')),
            ],
        ),
    ]
