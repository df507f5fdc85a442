"""Give each person a calendar feed that can be taken back."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The address of the feed relies on it: a rise of the number stops the old one."""

    dependencies = [
        ('accounts', '0001_people_roles_links'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='calendar_generation',
            field=models.PositiveIntegerField(default=0),
        ),
    ]
