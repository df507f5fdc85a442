"""Remember who has which calendar file."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Taking a day out of a calendar relies on it: only who got the file is told."""

    dependencies = [("notifications", "0010_people_guards")]
    operations = [
        migrations.CreateModel(
            name="CalendarFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("uid", models.CharField(max_length=200)),
                ("recipient_key", models.CharField(max_length=40)),
                ("sequence", models.PositiveIntegerField()),
                ("is_withdrawn", models.BooleanField(default=False)),
                (
                    "outgoing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="notifications.outgoing",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("uid", "recipient_key"),
                        name="one_calendar_file_per_event_and_person",
                    )
                ],
            },
        ),
    ]
