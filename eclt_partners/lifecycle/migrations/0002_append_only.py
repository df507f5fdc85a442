"""Make notes before gates and the facts of steps append-only."""

from django.db import migrations

from eclt_partners.common.migrations_sql import append_only


class Migration(migrations.Migration):
    """Refuse changes of what was said before and at a step."""

    dependencies = [
        ("common", "0001_roles_and_append_only"),
        ("lifecycle", "0001_notes_and_steps"),
    ]
    operations = [
        *append_only("lifecycle_gatenote"),
        *append_only("lifecycle_warningpass"),
        *append_only("lifecycle_stagepause"),
        *append_only("lifecycle_pauseend"),
        *append_only("lifecycle_earlyending"),
    ]
