"""Refuse a contact in a time zone that nobody knows: it would stop all reminders."""

from django.db import migrations


class Migration(migrations.Migration):
    """`send_moment` raises for an unknown zone, and planning is one statement."""

    dependencies = [
        ("countries", "0004_time_zones_are_known"),
        ("partners", "0022_time_zones_are_named"),
    ]

    operations = [
        migrations.RunSQL(
            """
            UPDATE partners_contact co SET time_zone = home.time_zone
            FROM partners_partner pa JOIN countries_country home ON home.code = pa.country_id
            WHERE co.partner_id = pa.id AND NOT is_time_zone(co.time_zone);
            ALTER TABLE partners_contact ADD CONSTRAINT contact_time_zone_is_known
                CHECK (is_time_zone(time_zone));
            """,
            reverse_sql="""
            ALTER TABLE partners_contact DROP CONSTRAINT contact_time_zone_is_known;
            """,
        ),
    ]
