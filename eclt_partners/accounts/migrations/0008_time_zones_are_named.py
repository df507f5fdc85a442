"""Refuse an account without a time zone: one would stop the reminders of everybody."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """`send_moment` raises for an empty zone, and planning is one statement."""

    dependencies = [
        ("accounts", "0007_sessions_know_their_person"),
    ]

    operations = [
        migrations.RunSQL(
            """
            UPDATE accounts_user SET time_zone = 'UTC' WHERE time_zone = '';
            """,
            reverse_sql=migrations.RunSQL.noop,
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(("time_zone", ""), _negated=True),
                name="user_has_a_time_zone",
            ),
        ),
    ]
