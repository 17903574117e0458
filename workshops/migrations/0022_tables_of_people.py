from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('workshops', '0021_questions_at_registering'),
    ]

    operations = [
        migrations.AlterField(
            model_name='package',
            name='kind',
            field=models.CharField(choices=[('materials', 'ZIP'), ('csv', 'CSV'), ('xlsx', 'XLSX')], max_length=9),
        ),
    ]
