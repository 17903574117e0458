from django.db import migrations

from foundation.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("competencies", "0002_default_vocabulary")]
    operations = [AppendOnly("LearningRecord")]
