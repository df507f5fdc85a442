"""Make the answers of checks after the end append-only."""

from django.db import migrations

from eclt_partners.common.migrations_sql import append_only


class Migration(migrations.Migration):
    """Refuse changes of what was told after an end."""

    dependencies = [
        ("common", "0001_roles_and_append_only"),
        ("partners", "0010_after_checks"),
    ]
    operations = [
        *append_only("partners_aftercheckreport"),
        *append_only("partners_aftercheckitem"),
    ]
