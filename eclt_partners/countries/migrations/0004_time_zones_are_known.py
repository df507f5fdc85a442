"""Refuse a country in a time zone that nobody knows: it would stop all reminders."""

from django.db import migrations


class Migration(migrations.Migration):
    """`send_moment` raises for an unknown zone, and planning is one statement.

    PostgreSQL takes more than names of places: shortened names ("CAT"), and any word
    with a number ("Mars/Base3"). Python knows none of these, so the pattern leaves them
    out. Forms say it in words first (`validate_time_zone`).
    """

    dependencies = [("countries", "0003_time_zones_are_named")]

    operations = [
        migrations.RunSQL(
            """
            CREATE FUNCTION is_time_zone(zone text) RETURNS boolean
            LANGUAGE plpgsql IMMUTABLE SET search_path = public, pg_temp AS $$
            BEGIN
                PERFORM timestamptz 'epoch' AT TIME ZONE zone;
                RETURN zone ~ '^(UTC|GMT|[A-Z][A-Za-z]+(/[A-Z][A-Za-z_-]+)+)$'
                    OR zone ~ '^Etc/GMT[+-][0-9]+$';
            EXCEPTION WHEN invalid_parameter_value THEN
                RETURN false;
            END $$;
            COMMENT ON FUNCTION is_time_zone IS
                'Whether a zone is a name that PostgreSQL and Python both know.';

            UPDATE countries_country SET time_zone = 'UTC'
            WHERE NOT is_time_zone(time_zone);
            ALTER TABLE countries_country ADD CONSTRAINT country_time_zone_is_known
                CHECK (is_time_zone(time_zone));
            """,
            reverse_sql="""
            ALTER TABLE countries_country DROP CONSTRAINT country_time_zone_is_known;
            DROP FUNCTION is_time_zone(text);
            """,
        ),
    ]
