"""Let functions of triggers look at tables of the product only, and serve no others.

A role that may make temporary tables could name one like a table of ours, so that a
trigger asks the wrong one; or hang a trigger of ours, which runs as the owner, on a table
of its own. Neither works any more, and the right to make such tables is taken away.
Functions that come later say both themselves (tests/architecture/test_migrations.py).
"""

from django.db import migrations

CLOSE = """
DO $$
DECLARE
    known regprocedure;
BEGIN
    FOR known IN
        SELECT p.oid FROM pg_proc p
        WHERE p.pronamespace = 'public'::regnamespace
          AND p.prorettype = 'trigger'::regtype
          AND p.proowner = current_user::regrole
    LOOP
        EXECUTE format('ALTER FUNCTION %s SET search_path = public, pg_temp', known);
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', known);
    END LOOP;
    -- A warning, no error, for an owner of the tables who does not own the database.
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
END $$;
"""


class Migration(migrations.Migration):
    """People rely on it: guards of history cannot be led astray."""

    dependencies = [
        ("common", "0001_roles_and_append_only"),
        ("audit", "0002_append_only"),
        ("documents", "0004_erasable_documents"),
        ("notifications", "0014_look_at_reminders"),
        ("accounts", "0006_mail_readers"),
        ("partners", "0019_partners_by_name"),
        ("agreements", "0021_signed_words_stay"),
        ("reviews", "0020_reviews_over"),
    ]
    operations = [migrations.RunSQL(CLOSE, migrations.RunSQL.noop)]
