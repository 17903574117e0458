from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("foundation", "0002_what_a_form_said")]

    operations = [
        migrations.AddField(
            "sentform",
            "shown",
            models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="marks of what it made",
                max_length=400,
            ),
        ),
    ]
