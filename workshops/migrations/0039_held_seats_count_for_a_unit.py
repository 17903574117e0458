import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_suspension"),
        ("workshops", "0038_asks_host"),
    ]

    operations = [
        migrations.AddField(
            model_name="heldseats",
            name="quota_unit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.unit",
            ),
        ),
    ]
