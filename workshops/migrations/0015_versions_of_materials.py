import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('workshops', '0014_rooms_and_facilitators'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='material',
            name='access',
            field=models.CharField(choices=[('everyone', 'Every member'), ('registered', 'Who is registered'), ('attended', 'Who was present')], default='everyone', max_length=10),
        ),
        migrations.AddField(
            model_name='material',
            name='description',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name='material',
            name='session',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='materials', to='workshops.session'),
        ),
        migrations.AddField(
            model_name='materialversion',
            name='pages',
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='materialversion',
            name='url',
            field=models.URLField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name='materialversion',
            name='why',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AlterField(
            model_name='materialversion',
            name='file',
            field=models.FileField(blank=True, upload_to='materials/%Y/%m/'),
        ),
        migrations.AlterField(
            model_name='materialversion',
            name='file_kind',
            field=models.CharField(blank=True, max_length=5),
        ),
        migrations.AlterField(
            model_name='materialversion',
            name='file_name',
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AlterField(
            model_name='materialversion',
            name='sha256',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AlterField(
            model_name='materialversion',
            name='size',
            field=models.PositiveBigIntegerField(default=0),
        ),
        migrations.CreateModel(
            name='MaterialProgress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opened_at', models.DateTimeField()),
                ('downloaded_at', models.DateTimeField(blank=True, null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='progress', to='workshops.materialversion')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'version'), name='progress_once_per_version')],
            },
        ),
    ]
