from django.db import migrations, models


def keep_order(apps, schema_editor):
    """Until now things stood in the order in which they were put there."""
    items = apps.get_model("discussions", "ShelfItem").objects
    for area in items.order_by().values_list("area", flat=True).distinct():
        for place, item in enumerate(items.filter(area=area).order_by("at", "pk"), 1):
            items.filter(pk=item.pk).update(place=place)


class Migration(migrations.Migration):
    dependencies = [("discussions", "0025_edit_suggestions")]

    operations = [
        migrations.AlterModelOptions(name="shelfitem", options={"ordering": ["place", "pk"]}),
        migrations.AddField(
            model_name="shelfitem",
            name="place",
            field=models.PositiveSmallIntegerField(default=0, help_text="in the area's order"),
        ),
        migrations.RunPython(keep_order, migrations.RunPython.noop),
    ]
