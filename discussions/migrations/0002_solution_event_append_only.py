from django.db import migrations

from foundation.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("discussions", "0001_first")]
    operations = [AppendOnly("SolutionEvent")]
