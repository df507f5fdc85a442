"""Keep every month as it was, for ever."""

from django.db import migrations

from eclt_partners.common.migrations_sql import append_only


class Migration(migrations.Migration):
    """The pages of kept months and "What changed since" rely on it."""

    dependencies = [
        ("common", "0001_roles_and_append_only"),
        ("dashboards", "0004_months"),
    ]
    operations = [
        *append_only("dashboards_monthlysnapshot"),
        *append_only("dashboards_monthlypage"),
    ]
