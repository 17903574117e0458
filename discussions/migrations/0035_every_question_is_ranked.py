from django.db import migrations

BATCH = 1000


def rank_all(apps, schema_editor):
    Thread = apps.get_model("discussions", "Thread")
    ThreadRank = apps.get_model("discussions", "ThreadRank")
    unranked = Thread.objects.filter(kind="question", rank=None).values_list("pk", flat=True)
    ThreadRank.objects.bulk_create(
        [ThreadRank(thread_id=pk, hot=0, need=0) for pk in unranked], batch_size=BATCH
    )


class Migration(migrations.Migration):
    dependencies = [("discussions", "0034_followed_after_a_workshop")]
    operations = [migrations.RunPython(rank_all, migrations.RunPython.noop)]
