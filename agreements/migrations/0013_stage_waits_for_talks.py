"""Let no partnership change its stage while one of its agreements is talked about.

Methods A2: only a pause and an early end may interrupt. The service asks the same
(`partners.rules.stages.check_stage_step`); here it holds against whoever writes the
column. Two steps are no person's and pass: SHAPING and TRANSITION become ACTIVE because
a version came into force, whatever is said at the table of another agreement.

A table that opens locks the partnership for the moment, so that a stage and a table
that are written at the same time see each other. The agreement is locked before, as in
every service that opens a table.
"""

from django.db import migrations

WAIT = """
CREATE FUNCTION agreements_stage_waits() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM agreements_renegotiation re
        JOIN agreements_agreement ag ON ag.id = re.agreement_id
        WHERE ag.partnership_id = NEW.id
          AND re.state IN ('RAISED', 'TALKING', 'PROPOSED', 'COUNTERED', 'AGREED')) THEN
        RAISE EXCEPTION 'the stage waits: a change of an agreement is open'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stage_waits_for_talks
    BEFORE UPDATE OF stage ON partners_partnership FOR EACH ROW
    WHEN (OLD.stage IS DISTINCT FROM NEW.stage
          AND NEW.stage NOT IN ('PAUSED', 'ENDED_EARLY')
          AND NOT (OLD.stage IN ('SHAPING', 'TRANSITION') AND NEW.stage = 'ACTIVE'))
    EXECUTE FUNCTION agreements_stage_waits();
"""

SEE_EACH_OTHER = """
CREATE FUNCTION agreements_table_opens() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM partners_partnership ps
    JOIN agreements_agreement ag ON ag.partnership_id = ps.id
    WHERE ag.id = NEW.agreement_id FOR SHARE OF ps;
    RETURN NEW;
END $$;
CREATE TRIGGER table_opens_beside_stage
    BEFORE INSERT OR UPDATE OF state ON agreements_renegotiation FOR EACH ROW
    WHEN (NEW.state IN ('RAISED', 'TALKING', 'PROPOSED', 'COUNTERED', 'AGREED'))
    EXECUTE FUNCTION agreements_table_opens();
"""


class Migration(migrations.Migration):
    """Two functions, two triggers."""

    dependencies = [("agreements", "0012_version_chain")]
    operations = [
        migrations.RunSQL(
            WAIT,
            "DROP TRIGGER stage_waits_for_talks ON partners_partnership;"
            "DROP FUNCTION agreements_stage_waits();",
        ),
        migrations.RunSQL(
            SEE_EACH_OTHER,
            "DROP TRIGGER table_opens_beside_stage ON agreements_renegotiation;"
            "DROP FUNCTION agreements_table_opens();",
        ),
    ]
