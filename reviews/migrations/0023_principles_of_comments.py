"""Let a comment name the principle it speaks of, and erase both together."""

from importlib import import_module

from django.db import migrations, models

BEFORE: str = import_module("reviews.migrations.0018_erase_evidence").ERASE
ERASE = BEFORE.replace("change = '',", "change = '', change_principle = '',", 1)


class Migration(migrations.Migration):

    dependencies = [
        ('reviews', '0022_reviews_of_ended_partnerships'),
    ]

    operations = [
        migrations.AddField(
            model_name='assessment',
            name='change_principle',
            field=models.CharField(blank=True, max_length=300, verbose_name='principle'),
        ),
        migrations.RunSQL(ERASE, BEFORE),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(('change_principle', ''), models.Q(('change', ''), _negated=True), _connector='OR'), name='assessment_principle_is_of_a_comment'),
        ),
    ]
