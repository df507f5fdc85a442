"""Keep what was sent to whom as it was."""

from django.db import migrations


class Migration(migrations.Migration):
    """The ledger and the search for copies rely on it."""

    dependencies = [
        ("common", "0002_functions_are_closed"),
        ("notifications", "0014_look_at_reminders"),
    ]
    operations = [
        migrations.RunSQL(
            sql="""
            CREATE FUNCTION keep_letter() RETURNS trigger
            LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
            BEGIN
                RAISE EXCEPTION 'message % %', OLD.id, TG_ARGV[0]
                    USING ERRCODE = 'restrict_violation';
            END $$;
            REVOKE ALL ON FUNCTION keep_letter() FROM PUBLIC;
            CREATE TRIGGER outgoing_sent_stays
                BEFORE UPDATE ON notifications_outgoing
                FOR EACH ROW
                WHEN (OLD.state = 'sent' AND
                      (NEW.to_address, NEW.recipient_key, NEW.letter, NEW.facts,
                       NEW.subject, NEW.text_body, NEW.html_body, NEW.calendar,
                       NEW.headers, NEW.dot_at, NEW.sent_at)
                      IS DISTINCT FROM
                      (OLD.to_address, OLD.recipient_key, OLD.letter, OLD.facts,
                       OLD.subject, OLD.text_body, OLD.html_body, OLD.calendar,
                       OLD.headers, OLD.dot_at, OLD.sent_at))
                EXECUTE FUNCTION keep_letter('was sent: what it said to whom stays');
            CREATE TRIGGER outgoing_name_stays
                BEFORE UPDATE ON notifications_outgoing
                FOR EACH ROW
                WHEN ((NEW.dedupe_key, NEW.message_id)
                      IS DISTINCT FROM (OLD.dedupe_key, OLD.message_id))
                EXECUTE FUNCTION keep_letter('keeps its names: copies are found by them');
            """,
            reverse_sql="""
            DROP TRIGGER outgoing_name_stays ON notifications_outgoing;
            DROP TRIGGER outgoing_sent_stays ON notifications_outgoing;
            DROP FUNCTION keep_letter();
            """,
        ),
    ]
