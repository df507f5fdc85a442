"""Ask of an action that was done whether it helped."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The next review relies on it: both sides see what their actions brought."""

    dependencies = [
        ('partners', '0003_incidents'),
        ('reviews', '0006_snoozes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='action',
            name='closed_by',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name='action',
            name='helped',
            field=models.CharField(blank=True, choices=[('YES', 'It helped'), ('PARTLY', 'It helped a little'), ('NO', 'It did not help')], max_length=6, verbose_name='did it help'),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_on__isnull', True), ('helped', ''), ('state', 'OPEN')), models.Q(('closed_on__isnull', False), ('helped', ''), ('state', 'DROPPED')), models.Q(('closed_on__isnull', False), ('state', 'DONE')), _connector='OR'), name='action_over_has_its_day'),
        ),
    ]
