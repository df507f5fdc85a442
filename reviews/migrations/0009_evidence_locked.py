"""Lock evidence: added while the answers are a draft, never changed.

The other side opens what was sent; both rely on it staying as it was.
"""

from django.db import migrations

from eclt_partners.common.migrations_sql import append_only


class Migration(migrations.Migration):
    """Refuse files beside sent answers, and any change."""

    dependencies = [
        ("common", "0001_roles_and_append_only"),
        ("reviews", "0008_evidence"),
    ]
    operations = [
        *append_only("reviews_evidence"),
        migrations.RunSQL(
            sql="""
            CREATE TRIGGER evidence_locked_once_sent
                BEFORE INSERT ON reviews_evidence
                FOR EACH ROW EXECUTE FUNCTION refuse_answer_once_sent();
            """,
            reverse_sql="DROP TRIGGER evidence_locked_once_sent ON reviews_evidence;",
        ),
    ]
