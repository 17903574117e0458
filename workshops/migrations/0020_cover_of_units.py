import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('workshops', '0019_questions_are_settled'),
        ('accounts', '0004_suspension'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='UnitCover',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('percent', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(99)])),
                ('set_at', models.DateTimeField()),
                ('set_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.unit')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('percent__gte', 1), ('percent__lte', 99)), name='cover_is_a_part')],
            },
        ),
        migrations.AlterField(
            model_name='registration',
            name='hindrance',
            field=models.CharField(blank=True, choices=[('full', 'All seats are taken.'), ('room', 'All seats in the room are taken.'), ('online', 'All seats online are taken.'), ('unit', 'All seats for people of your unit are taken.'), ('unit_cover', 'So many people of your unit are at workshops at that hour already; the others keep the service.'), ('overlap', 'At that time you take part in another workshop.'), ('account', 'The account is not active.'), ('closed', 'So shortly before the start nobody moves up.')], max_length=10),
        ),
    ]
