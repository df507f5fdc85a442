"""Say in the database who reads the mail of people who are away."""

from django.db import migrations


class Migration(migrations.Migration):
    """Composing mail relies on `mail_readers`, the page of times away on the trigger.

    The trigger looks both ways: whoever stands in is not away then, and whoever is
    away stands in for nobody. Services lock both people before they write.
    """

    dependencies = [
        ("common", "0001_roles_and_append_only"),
        ("accounts", "0005_away"),
    ]
    operations = [
        migrations.RunSQL(
            sql="""
            CREATE FUNCTION mail_readers(moment timestamptz) RETURNS TABLE (
                owed_key text, away_until date, reader_key text, to_address text,
                language text, time_zone text
            ) LANGUAGE sql STABLE AS $$
                SELECT 'user:' || ab.person_id, ab.until_on, 'user:' || st.id,
                       st.email::text, st.language::text, st.time_zone::text
                FROM accounts_absence ab
                JOIN accounts_user who ON who.id = ab.person_id
                LEFT JOIN accounts_user st ON st.id = ab.stand_in_id AND st.is_active
                WHERE ab.taken_back_at IS NULL
                  AND (moment AT TIME ZONE who.time_zone)::date
                      BETWEEN ab.from_on AND ab.until_on
            $$;
            COMMENT ON FUNCTION mail_readers IS
                'Who is away at a moment, until when, and who reads the mail instead;
                 no reader when whoever stands in cannot sign in any more.';

            CREATE FUNCTION refuse_chains_of_stand_ins() RETURNS trigger
            LANGUAGE plpgsql AS $$
            BEGIN
                IF NEW.taken_back_at IS NULL AND EXISTS (
                    SELECT 1 FROM accounts_absence ab
                    WHERE ab.id <> NEW.id AND ab.taken_back_at IS NULL
                      AND (ab.person_id = NEW.stand_in_id
                           OR ab.stand_in_id = NEW.person_id)
                      AND daterange(ab.from_on, ab.until_on, '[]')
                          && daterange(NEW.from_on, NEW.until_on, '[]')
                ) THEN
                    RAISE EXCEPTION 'whoever stands in is away then'
                        USING ERRCODE = 'integrity_constraint_violation';
                END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER no_chain_of_stand_ins
                BEFORE INSERT OR UPDATE ON accounts_absence
                FOR EACH ROW EXECUTE FUNCTION refuse_chains_of_stand_ins();
            CREATE TRIGGER absence_is_kept
                BEFORE DELETE ON accounts_absence
                FOR EACH ROW EXECUTE FUNCTION refuse_change();
            """,
            reverse_sql="""
            DROP TRIGGER absence_is_kept ON accounts_absence;
            DROP TRIGGER no_chain_of_stand_ins ON accounts_absence;
            DROP FUNCTION refuse_chains_of_stand_ins();
            DROP FUNCTION mail_readers(timestamptz);
            """,
        ),
    ]
