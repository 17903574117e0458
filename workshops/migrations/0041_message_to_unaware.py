from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workshops", "0040_held_seats_count_as_before")]

    operations = [
        migrations.AlterField(
            model_name="workshopmessage",
            name="group",
            field=models.CharField(
                choices=[
                    ("confirmed", "Registered"),
                    ("waiting", "In the waiting list"),
                    ("requested", "Waiting for approval"),
                    ("unaware", "Have not seen the last change"),
                    ("present", "Were present"),
                    ("absent", "Were absent"),
                ],
                max_length=9,
            ),
        ),
    ]
