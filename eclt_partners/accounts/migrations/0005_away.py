"""Who is away, and who stands in?"""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The page of times away relies on it: no two of one person overlap."""

    dependencies = [
        ('accounts', '0004_neutral_helper'),
    ]

    operations = [
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_on', models.DateField(verbose_name='first day away')),
                ('until_on', models.DateField(verbose_name='last day away')),
                ('created_at', models.DateTimeField()),
                ('created_by', models.CharField(max_length=40)),
                ('taken_back_at', models.DateTimeField(blank=True, null=True)),
                ('taken_back_by', models.CharField(blank=True, max_length=40)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='absences', to=settings.AUTH_USER_MODEL)),
                ('stand_in', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='standing_in', to=settings.AUTH_USER_MODEL, verbose_name='who stands in')),
            ],
            options={
                'ordering': ['from_on', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('until_on__gte', models.F('from_on'))), name='away_ends_after_it_begins', violation_error_message='The last day must be the first day or later'), models.CheckConstraint(condition=models.Q(('stand_in', models.F('person')), _negated=True), name='nobody_stands_in_for_oneself', violation_error_message='Choose somebody else'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('taken_back_at__isnull', True)), expressions=[('person', '='), (models.Func('from_on', 'until_on', models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='away_once_at_a_time', violation_error_message='These days overlap with another time away')],
            },
        ),
    ]
