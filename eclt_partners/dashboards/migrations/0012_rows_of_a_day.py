"""Rows are kept for each day: the table is a copy, so it is made anew and empty."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dashboards', '0011_entries_without_partnership'),
        ('partners', '0019_partners_by_name'),
    ]

    operations = [
        migrations.DeleteModel(name='KeptRow'),
        migrations.CreateModel(
            name='KeptRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('as_of', models.DateField()),
                ('basis', models.CharField(max_length=64)),
                ('heard', models.PositiveIntegerField()),
                ('content', models.BinaryField()),
                ('partnership', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='partners.partnership')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('partnership', 'as_of'), name='one_kept_row_a_day')],
            },
        ),
    ]
