"""Keep every flag, and how it ended, for ever."""

from django.db import migrations

from eclt_partners.common.migrations_sql import append_only


class Migration(migrations.Migration):
    """Gate G2 (B9) and the history of an organisation rely on it."""

    dependencies = [
        ("common", "0001_roles_and_append_only"),
        ("partners", "0013_flags"),
    ]
    operations = [
        *append_only("partners_partnerflag"),
        *append_only("partners_flaglift"),
    ]
