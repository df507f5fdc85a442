"""Let a review that only one side answered say why no talk was held."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Results rely on it: nothing is completed without a talk or a reason."""

    dependencies = [("reviews", "0003_rhr_1")]
    operations = [
        migrations.AddField(
            model_name="review",
            name="no_talk_reason",
            field=models.CharField(
                blank=True, max_length=500, verbose_name="why no talk was held"
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "COMPLETED"), _negated=True),
                    ("talk__isnull", False),
                    models.Q(("no_talk_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="completed_review_has_a_talk_or_a_reason",
            ),
        ),
    ]
