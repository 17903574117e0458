from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('discussions', '0033_sealed_marks'),
    ]

    operations = [
        migrations.AlterField(
            model_name='threadseen',
            name='level_reason',
            field=models.CharField(blank=True, choices=[('asked', 'you asked'), ('answered', 'you answered'), ('chose', 'you chose so'), ('me_too', 'you have the same problem'), ('attended', 'you were at its workshop')], max_length=8),
        ),
    ]
