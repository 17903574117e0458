import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):

    dependencies = [
        ('workshops', '0018_packages'),
        ('discussions', '0034_followed_after_a_workshop'),
    ]

    operations = [
        migrations.AddField(
            model_name='workshopquestion',
            name='answer',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='discussions.post'),
        ),
        migrations.AlterField(
            model_name='workshopquestion',
            name='role',
            field=models.CharField(choices=[('asked', 'Asked here'), ('source', 'The workshop answers it'), ('after', 'Opened after it')], default='asked', max_length=6),
        ),
        migrations.AddConstraint(
            model_name='workshopquestion',
            constraint=models.UniqueConstraint(condition=Q(('role', 'after')), fields=('workshop',), name='one_thread_after_a_workshop'),
        ),
    ]
