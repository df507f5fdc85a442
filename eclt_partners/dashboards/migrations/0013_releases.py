"""Dashboards know which release built them; those of before are built again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dashboards", "0012_rows_of_a_day"),
    ]

    operations = [
        migrations.AddField(
            model_name="countrysnapshot",
            name="release",
            field=models.CharField(default="", max_length=64),
        ),
    ]
