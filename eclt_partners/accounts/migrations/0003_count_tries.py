"""Count tries, so that guessing of links and passwords ends after a while."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The limits of `accounts/rules/limits.py` rely on the one row of a source.

    The table is not logged for recovery: a flood of tries then costs neither the log
    of the database nor its copies, and after a crash everybody starts at none.
    """

    dependencies = [
        ('accounts', '0002_calendar_feed'),
    ]

    operations = [
        migrations.CreateModel(
            name='TryCount',
            fields=[
                ('source', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('tries', models.PositiveIntegerField()),
                ('ends_at', models.DateTimeField(db_index=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('tries__gt', 0)), name='a_row_stands_for_a_try')],
            },
        ),
        migrations.RunSQL(
            sql="ALTER TABLE accounts_trycount SET UNLOGGED",
            reverse_sql="ALTER TABLE accounts_trycount SET LOGGED",
        ),
    ]
