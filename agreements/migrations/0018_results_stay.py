"""Let no result change, overlap with another, or be in money that was not agreed."""

from django.db import migrations

from eclt_partners.common.migrations_sql import APP_ROLE, append_only

RESULTS = "agreements_periodresult"
PERIODS = "agreements_resultperiod"

# Services choose the version and offer the targets; whoever writes otherwise is held to
# the same: money, days and targets of the agreement itself.
CHECK = f"""
CREATE FUNCTION agreements_check_result() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    deal record;
BEGIN
    SELECT ve.agreement_id, ve.currency, ve.effective_from, co.time_zone,
           (SELECT min(any_ve.effective_from) FROM agreements_agreementversion any_ve
            WHERE any_ve.agreement_id = ve.agreement_id) AS begins_on
    INTO deal
    FROM agreements_agreementversion ve
    JOIN agreements_agreement ag ON ag.id = ve.agreement_id
    JOIN partners_partnership ps ON ps.id = ag.partnership_id
    JOIN countries_country co ON co.code = ps.country_id
    WHERE ve.id = NEW.version_id;
    IF (deal.agreement_id, deal.currency)
       IS DISTINCT FROM (NEW.agreement_id, NEW.currency)
       OR deal.effective_from > NEW.to_on THEN
        RAISE EXCEPTION 'a result is in the money of its own agreement'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.from_on < deal.begins_on
       OR NEW.to_on > (NEW.recorded_at AT TIME ZONE deal.time_zone)::date THEN
        RAISE EXCEPTION 'a result is of days since the agreement that are over'
            USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (
        SELECT 1 FROM jsonb_each(NEW.reached) said
        WHERE said.value::text !~ '^[0-9]{{1,9}}$' OR NOT EXISTS (
            SELECT 1 FROM agreements_agreementversion ve,
                 jsonb_array_elements(ve.terms -> 'targets') target
            WHERE ve.agreement_id = NEW.agreement_id
              AND target ->> 'key' = said.key)) THEN
        RAISE EXCEPTION 'a result reaches targets of its agreement, in whole numbers'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.replaces_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM {RESULTS} before
        WHERE before.id = NEW.replaces_id
          AND before.agreement_id = NEW.agreement_id) THEN
        RAISE EXCEPTION 'a result replaces one of the same agreement'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER result_fits BEFORE INSERT ON {RESULTS}
    FOR EACH ROW EXECUTE FUNCTION agreements_check_result();
"""

PLACE = f"""
CREATE FUNCTION agreements_place_result() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.replaces_id IS NOT NULL THEN
        DELETE FROM {PERIODS} WHERE result_id = NEW.replaces_id;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'result % stands no more', NEW.replaces_id
                USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    IF NOT NEW.is_taken_back THEN
        INSERT INTO {PERIODS} (agreement_id, result_id, during)
        VALUES (NEW.agreement_id, NEW.id, daterange(NEW.from_on, NEW.to_on, '[]'));
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER result_is_placed AFTER INSERT ON {RESULTS}
    FOR EACH ROW EXECUTE FUNCTION agreements_place_result();
"""


class Migration(migrations.Migration):
    """Triggers and rights."""

    dependencies = [
        ("common", "0001_roles_and_append_only"),
        ("agreements", "0017_results"),
    ]
    operations = [
        migrations.RunSQL(
            CHECK,
            f"DROP TRIGGER result_fits ON {RESULTS};"
            "DROP FUNCTION agreements_check_result();",
        ),
        migrations.RunSQL(
            PLACE,
            f"DROP TRIGGER result_is_placed ON {RESULTS};"
            "DROP FUNCTION agreements_place_result();",
        ),
        *append_only(RESULTS),
        migrations.RunSQL(
            f"REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON {PERIODS} FROM {APP_ROLE};",
            f"GRANT INSERT, UPDATE, DELETE ON {PERIODS} TO {APP_ROLE};",
        ),
    ]
