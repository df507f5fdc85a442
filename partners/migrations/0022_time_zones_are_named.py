"""Refuse a contact without a time zone: one would stop the reminders of everybody."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """`send_moment` raises for an empty zone, and planning is one statement."""

    dependencies = [
        ("countries", "0003_time_zones_are_named"),
        ("partners", "0021_big_changes_of_the_money"),
    ]

    operations = [
        migrations.RunSQL(
            """
            UPDATE partners_contact co SET time_zone = home.time_zone
            FROM partners_partner pa JOIN countries_country home ON home.code = pa.country_id
            WHERE co.partner_id = pa.id AND co.time_zone = '';
            """,
            reverse_sql=migrations.RunSQL.noop,
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(
                condition=models.Q(("time_zone", ""), _negated=True),
                name="contact_has_a_time_zone",
            ),
        ),
    ]
