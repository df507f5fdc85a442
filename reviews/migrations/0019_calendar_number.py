"""Number the calendar files of each review; the number never goes back."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Calendars believe the file with the highest number (RFC 5546).

    Until now the round was that number, so the new one begins there.
    """

    dependencies = [("reviews", "0018_erase_evidence")]
    operations = [
        migrations.AddField(
            model_name="review",
            name="calendar_number",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.RunSQL(
            sql="UPDATE reviews_review SET calendar_number = round WHERE round > 1",
            reverse_sql=migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            sql="""
            CREATE FUNCTION calendar_number_rises() RETURNS trigger
            LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION 'the calendar number of review % only rises', NEW.id
                    USING ERRCODE = 'restrict_violation';
            END $$;
            CREATE TRIGGER reviews_review_calendar_number_rises
                BEFORE UPDATE OF calendar_number ON reviews_review
                FOR EACH ROW WHEN (NEW.calendar_number < OLD.calendar_number)
                EXECUTE FUNCTION calendar_number_rises();
            """,
            reverse_sql="""
            DROP TRIGGER reviews_review_calendar_number_rises ON reviews_review;
            DROP FUNCTION calendar_number_rises();
            """,
        ),
    ]
