from django.db import migrations, models

import notifications.models.outbox


def forget_subscriptions(apps, schema_editor):
    """They have no cookie that names their browser; the page offers push anew."""
    apps.get_model("notifications", "PushSubscription").objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ("notifications", "0006_servers"),
    ]

    operations = [
        migrations.RunPython(forget_subscriptions, migrations.RunPython.noop),
        migrations.AddField(
            model_name="pushsubscription",
            name="device",
            field=models.CharField(
                default=notifications.models.outbox.new_device,
                help_text="what the browser's cookie says",
                max_length=32,
                unique=True,
            ),
        ),
    ]
