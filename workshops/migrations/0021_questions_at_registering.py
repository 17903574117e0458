import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('workshops', '0020_cover_of_units'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='EntryQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('no', models.PositiveSmallIntegerField()),
                ('text', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('text', 'Text'), ('yes_no', 'Yes or no'), ('choice', 'One of several')], default='text', max_length=6)),
                ('choices', models.JSONField(blank=True, default=list)),
                ('is_required', models.BooleanField(default=True)),
                ('only_if', models.CharField(blank=True, max_length=100)),
                ('asked_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('only_after', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops.entryquestion')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entry_questions', to='workshops.workshop')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('workshop', 'no'), name='question_once_per_number')],
            },
        ),
        migrations.CreateModel(
            name='EntryAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=500)),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='workshops.entryquestion')),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='workshops.registration')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('registration', 'question'), name='question_answered_once')],
            },
        ),
    ]
