"""Make versions and their promises append-only (rulings 3, methods A4)."""

from django.db import migrations

from eclt_partners.common.migrations_sql import append_only


class Migration(migrations.Migration):
    """Refuse changes of what was agreed."""

    dependencies = [
        ("common", "0001_roles_and_append_only"),
        ("agreements", "0001_agreements_and_promises"),
    ]
    operations = [
        *append_only("agreements_agreementversion"),
        *append_only("agreements_commitment"),
    ]
