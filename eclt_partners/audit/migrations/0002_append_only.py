"""Make the audit append-only; every history page relies on it."""

from django.db import migrations

from eclt_partners.common.migrations_sql import append_only


class Migration(migrations.Migration):
    """Refuse UPDATE, DELETE and TRUNCATE on audit entries."""

    dependencies = [
        ("common", "0001_roles_and_append_only"),
        ("audit", "0001_audit"),
    ]
    operations = [
        *append_only("audit_auditentry"),
    ]
