"""Refuse an account in a time zone that nobody knows: it would stop all reminders."""

from django.db import migrations


class Migration(migrations.Migration):
    """`send_moment` raises for an unknown zone, and planning is one statement."""

    dependencies = [
        ("countries", "0004_time_zones_are_known"),
        ("accounts", "0008_time_zones_are_named"),
    ]

    operations = [
        migrations.RunSQL(
            """
            UPDATE accounts_user SET time_zone = 'UTC' WHERE NOT is_time_zone(time_zone);
            ALTER TABLE accounts_user ADD CONSTRAINT user_time_zone_is_known
                CHECK (is_time_zone(time_zone));
            """,
            reverse_sql="""
            ALTER TABLE accounts_user DROP CONSTRAINT user_time_zone_is_known;
            """,
        ),
    ]
