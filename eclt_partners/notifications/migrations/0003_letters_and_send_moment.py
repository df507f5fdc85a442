"""Name the letter of each step, and say in one place when a reminder leaves."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The planners of reviews and agreements and the composer rely on `send_moment`.

    PostgreSQL and Python resolve a repeated hour differently, so send times are
    computed here and nowhere else (rulings 22).
    """

    dependencies = [
        ("countries", "0001_countries"),
        ("notifications", "0002_outgoing_guard"),
    ]
    operations = [
        migrations.AddField(
            model_name="ladderstep",
            name="letter",
            field=models.CharField(blank=True, max_length=40, verbose_name="letter"),
        ),
        migrations.RunSQL(
            sql="""
            CREATE FUNCTION working_day(country text, wanted date) RETURNS date
            LANGUAGE sql STABLE AS $$
                SELECT coalesce((SELECT next_working_day FROM countries_workingday
                                 WHERE country_id = country AND day = wanted), wanted)
            $$;
            COMMENT ON FUNCTION working_day IS
                'The day itself when people of the country work, else the next day they do.';

            CREATE FUNCTION send_moment(
                country text, zone text, wanted date, moment timestamptz, hour integer
            ) RETURNS timestamptz LANGUAGE plpgsql STABLE AS $$
            DECLARE
                opens time := make_time(hour, 0, 0);
                planned timestamptz :=
                    (working_day(country, wanted) + opens) AT TIME ZONE zone;
                here timestamp := moment AT TIME ZONE zone;
            BEGIN
                IF planned >= moment THEN
                    RETURN planned;
                END IF;
                IF working_day(country, here::date) = here::date
                   AND here::time < time '18:00' THEN
                    RETURN greatest(moment, (here::date + opens) AT TIME ZONE zone);
                END IF;
                RETURN (working_day(country, here::date + 1) + opens) AT TIME ZONE zone;
            END $$;
            COMMENT ON FUNCTION send_moment IS
                'The hour of the wanted day in the reader''s zone; when that is past,
                 now in working hours, else the morning of the next working day.';
            """,
            reverse_sql="""
            DROP FUNCTION send_moment(text, text, date, timestamptz, integer);
            DROP FUNCTION working_day(text, date);
            """,
        ),
    ]
