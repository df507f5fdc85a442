"""Refuse a country without a time zone: one would stop the reminders of everybody."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """`send_moment` raises for an empty zone, and planning is one statement."""

    dependencies = [
        ("countries", "0002_harvest_months"),
    ]

    operations = [
        migrations.RunSQL(
            """
            UPDATE countries_country SET time_zone = 'UTC' WHERE time_zone = '';
            """,
            reverse_sql=migrations.RunSQL.noop,
        ),
        migrations.AddConstraint(
            model_name="country",
            constraint=models.CheckConstraint(
                condition=models.Q(("time_zone", ""), _negated=True),
                name="country_has_a_time_zone",
            ),
        ),
    ]
