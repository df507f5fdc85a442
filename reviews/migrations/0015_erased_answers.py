"""Remember when the answers of an assessment were erased."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Pages rely on it: they say that answers are gone instead of failing."""

    dependencies = [("reviews", "0014_corrections_locked")]
    operations = [
        migrations.AddField(
            model_name="assessment",
            name="erased_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
