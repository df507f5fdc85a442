"""Make stage history and readings append-only."""

from django.db import migrations

from eclt_partners.common.migrations_sql import append_only


class Migration(migrations.Migration):
    """Refuse changes of history and readings."""

    dependencies = [
        ("common", "0001_roles_and_append_only"),
        ("partners", "0001_partners_and_partnerships"),
    ]
    operations = [
        *append_only("partners_stagechange"),
        *append_only("partners_capacityreading"),
        *append_only("partners_pillarreading"),
    ]
