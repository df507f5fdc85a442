"""Keep rendered pages as they are: unpacking half a megabyte costs as much as a page."""

from django.db import migrations

TABLES = ("snapshotpage", "narrowedpage", "monthlypage")


class Migration(migrations.Migration):
    """PostgreSQL still keeps long texts apart; it only stops compressing these."""

    dependencies = [("dashboards", "0007_country_summaries")]
    operations = [
        migrations.RunSQL(
            f"ALTER TABLE dashboards_{table} ALTER COLUMN html SET STORAGE EXTERNAL",
            f"ALTER TABLE dashboards_{table} ALTER COLUMN html SET STORAGE EXTENDED",
        )
        for table in TABLES
    ]
