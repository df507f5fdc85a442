"""Lock corrections: content at once, the decision when it is made."""

from django.db import migrations

from eclt_partners.common.migrations_sql import APP_ROLE


class Migration(migrations.Migration):
    """Both sides rely on it: a correction is a new record and stays one."""

    dependencies = [
        ("common", "0001_roles_and_append_only"),
        ("reviews", "0013_corrections"),
    ]
    operations = [
        migrations.RunSQL(
            sql=f"""
            CREATE FUNCTION check_correction() RETURNS trigger
            LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP = 'DELETE' THEN
                    RAISE EXCEPTION 'a correction is never deleted'
                        USING ERRCODE = 'restrict_violation';
                END IF;
                IF TG_OP = 'INSERT' THEN
                    IF NOT EXISTS (SELECT 1 FROM public.reviews_assessment
                                   WHERE id = NEW.assessment_id
                                   AND state = 'SUBMITTED') THEN
                        RAISE EXCEPTION 'only sent answers are corrected'
                            USING ERRCODE = 'restrict_violation';
                    END IF;
                    RETURN NEW;
                END IF;
                IF OLD.state <> 'ASKED' THEN
                    RAISE EXCEPTION 'a decided correction does not change'
                        USING ERRCODE = 'restrict_violation';
                END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER correction_locked
                BEFORE INSERT OR UPDATE OR DELETE ON reviews_correction
                FOR EACH ROW EXECUTE FUNCTION check_correction();
            CREATE TRIGGER correction_no_truncate
                BEFORE TRUNCATE ON reviews_correction
                FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
            -- Of a correction the runtime role may write the decision only.
            REVOKE UPDATE, DELETE, TRUNCATE ON reviews_correction FROM {APP_ROLE};
            GRANT UPDATE (state, decided_at, decided_by, decided_note)
                ON reviews_correction TO {APP_ROLE};
            """,
            reverse_sql=f"""
            REVOKE UPDATE (state, decided_at, decided_by, decided_note)
                ON reviews_correction FROM {APP_ROLE};
            GRANT UPDATE, DELETE ON reviews_correction TO {APP_ROLE};
            DROP TRIGGER correction_no_truncate ON reviews_correction;
            DROP TRIGGER correction_locked ON reviews_correction;
            DROP FUNCTION check_correction();
            """,
        ),
    ]
