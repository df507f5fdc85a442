"""Keep the small part of a country's figures beside the whole of them.

Today, the table of countries and their comparison rely on it: they never read the
figures of a whole country. A summary that is still empty belongs to a dashboard of an
older shape, which the refresher builds again.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dashboards", "0006_pages_have_parts")]

    operations = [
        migrations.AddField(
            "countrysnapshot", "summary", models.JSONField(default=dict)
        ),
    ]
