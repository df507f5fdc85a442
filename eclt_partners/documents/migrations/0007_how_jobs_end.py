"""Keep how long work ended, and whether who asked for it saw that."""

from django.db import migrations, models

# What ended before has an end; nobody is told of it again.
OLD_ENDS = """
UPDATE documents_job SET finished_at = coalesce(finished_at, started_at, asked_at)
WHERE state IN ('DONE', 'FAILED', 'CANCELLED');
UPDATE documents_job SET finished_at = NULL WHERE state IN ('QUEUED', 'RUNNING');
UPDATE documents_job SET seen_at = finished_at WHERE finished_at IS NOT NULL;
"""
GUARD = """
CREATE FUNCTION guard_job_state() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF OLD.state IN ('DONE', 'FAILED', 'CANCELLED')
       OR (OLD.state = 'RUNNING' AND NEW.state = 'QUEUED') THEN
        RAISE EXCEPTION 'a job that is % cannot become %', OLD.state, NEW.state
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION guard_job_state() FROM PUBLIC;
CREATE TRIGGER job_state_guard
    BEFORE UPDATE OF state ON documents_job
    FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state)
    EXECUTE FUNCTION guard_job_state();
"""
NO_GUARD = """
DROP TRIGGER job_state_guard ON documents_job;
DROP FUNCTION guard_job_state();
"""
OVER = ["DONE", "FAILED", "CANCELLED"]


class Migration(migrations.Migration):
    """A worker that is late never writes over what somebody cancelled."""

    dependencies = [
        ("documents", "0006_narrowing_jobs"),
        ("common", "0002_functions_are_closed"),
    ]
    operations = [
        migrations.AddField(
            model_name="job",
            name="seen_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunSQL(OLD_ENDS, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="job",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("finished_at__isnull", False), ("state__in", OVER)
                )
                | models.Q(models.Q(("state__in", OVER), _negated=True), finished_at=None),
                name="job_that_is_over_has_an_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="job",
            constraint=models.CheckConstraint(
                condition=models.Q(("seen_at", None), ("state__in", OVER), _connector="OR"),
                name="job_end_is_seen_after_it",
            ),
        ),
        migrations.RunSQL(GUARD, NO_GUARD),
    ]
