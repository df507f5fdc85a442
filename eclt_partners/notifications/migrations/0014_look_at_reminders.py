"""Let the product tell PostgreSQL that very many reminders were planned at once."""

from django.db import migrations

CREATE = """
CREATE FUNCTION look_at_reminders() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    ANALYZE notifications_reminder;
END $$;
COMMENT ON FUNCTION look_at_reminders IS
    'Counts reminders anew for the planner of PostgreSQL; only their owner may.';
"""


class Migration(migrations.Migration):
    """The runtime role owns no table, so it may not ask for it directly."""

    dependencies = [("notifications", "0013_lighter_outgoing")]
    operations = [migrations.RunSQL(CREATE, "DROP FUNCTION look_at_reminders()")]
