from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("foundation", "0001_first")]

    operations = [
        migrations.AddField(
            "sentform",
            "said",
            models.CharField(
                blank=True, db_default="", default="", help_text="digest of its words", max_length=64
            ),
        ),
    ]
