"""Remember which status a partnership had when it was last looked at."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The planner relies on it: a turn to red is noted once."""

    dependencies = [
        ('partners', '0003_incidents'),
        ('reviews', '0016_retention'),
    ]

    operations = [
        migrations.CreateModel(
            name='StatusLook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('RED', 'Talk within 14 days'), ('AMBER', 'Talk within 30 days'), ('GREEN', 'Keep going'), ('GREY', 'We do not know yet')], max_length=5)),
                ('looked_on', models.DateField()),
                ('looked_at', models.DateTimeField()),
                ('partnership', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='status_look', to='partners.partnership')),
            ],
            options={
                'verbose_name': 'status as last seen',
                'ordering': ['partnership'],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['RED', 'AMBER', 'GREEN', 'GREY'])), name='seen_status_is_known')],
            },
        ),
    ]
