"""A page of filters knows its build, and its figures their release."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dashboards', '0013_releases'),
    ]

    operations = [
        migrations.AddField(
            model_name='narrowedpage',
            name='of_build_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='narrowedsnapshot',
            name='release',
            field=models.CharField(default='', max_length=64),
        ),
    ]
