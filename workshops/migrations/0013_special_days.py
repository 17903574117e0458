import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_suspension'),
        ('workshops', '0012_messages'),
    ]

    operations = [
        migrations.CreateModel(
            name='SpecialDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('date', models.DateField(verbose_name='date')),
                ('kind', models.CharField(choices=[('national', 'National holiday'), ('joint', 'Joint leave'), ('regional', 'Holiday of the region'), ('workday', 'Working day in place of another'), ('ramadan', 'Working hours of Ramadan'), ('commemoration', 'Commemoration, no day off')], max_length=13, verbose_name='kind')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='source')),
                ('locked_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('unit', models.ForeignKey(blank=True, help_text='Empty: everybody.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'special day',
                'verbose_name_plural': 'work calendar',
                'constraints': [models.UniqueConstraint(condition=models.Q(('unit', None)), fields=('date', 'kind'), name='special_day_once_per_kind'), models.UniqueConstraint(fields=('date', 'kind', 'unit'), name='special_day_once_per_kind_and_unit')],
            },
        ),
    ]
