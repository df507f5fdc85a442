"""Let a snapshot notice audit entries that are committed late.

The refresher relies on it: it compares the number of entries above the floor.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dashboards", "0001_snapshots")]

    operations = [
        migrations.AddField(
            "countrysnapshot", "audit_floor", models.BigIntegerField(default=0)
        ),
        migrations.AddField(
            "countrysnapshot", "audit_count", models.PositiveIntegerField(default=0)
        ),
    ]
