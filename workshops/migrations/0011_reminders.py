import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

USUAL = [("start", 24 * 60), ("start", 60), ("end", 2 * 60)]


def add_usual_rules(apps, schema_editor):
    rules = apps.get_model("workshops", "ReminderRule").objects
    rules.bulk_create(rules.model(anchor=anchor, minutes=minutes) for anchor, minutes in USUAL)


class Migration(migrations.Migration):

    dependencies = [
        ('workshops', '0010_changes_with_receipts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ReminderRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('anchor', models.CharField(choices=[('start', 'Before the start of each session'), ('end', 'After the end of the last session')], max_length=5)),
                ('minutes', models.PositiveIntegerField()),
                ('is_active', models.BooleanField(default=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('anchor', 'minutes'), name='rule_once_per_moment')],
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField()),
                ('rule', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops.reminderrule')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='workshops.session')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('rule', 'session', 'starts_at'), name='reminder_once_per_start', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='ReminderSend',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('reminder', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sends', to='workshops.reminder')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('reminder', 'user'), name='reminded_once_per_start')],
            },
        ),
        migrations.RunPython(add_usual_rules, migrations.RunPython.noop),
    ]
