"""Keep who moved a review to a later day, and who objected."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Both leads rely on it: a move is seen by the other side, who may object."""

    dependencies = [
        ('reviews', '0005_frozen_instruments'),
    ]

    operations = [
        migrations.CreateModel(
            name='Snooze',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_on', models.DateField()),
                ('to_on', models.DateField(verbose_name='new date')),
                ('reason', models.CharField(choices=[('HARVEST', 'Harvest'), ('ILLNESS', 'Illness'), ('TRAVEL', 'Travel'), ('EMERGENCY', 'Emergency'), ('ELECTION', 'Election'), ('WAITING', 'Waiting for facts'), ('OTHER', 'Something else')], max_length=10, verbose_name='reason')),
                ('side', models.CharField(choices=[('FOUNDATION', 'Foundation'), ('PARTNER', 'Partner')], max_length=10)),
                ('asked_at', models.DateTimeField()),
                ('asked_by', models.CharField(max_length=40)),
                ('objected_at', models.DateTimeField(blank=True, null=True)),
                ('objected_by', models.CharField(blank=True, max_length=40)),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='snoozes', to='reviews.review')),
            ],
            options={
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('to_on__gt', models.F('from_on'))), name='snooze_moves_later'), models.CheckConstraint(condition=models.Q(models.Q(('objected_at__isnull', True), ('objected_by', '')), models.Q(('objected_at__isnull', False), models.Q(('objected_by', ''), _negated=True)), _connector='OR'), name='snooze_objection_has_a_person'), models.UniqueConstraint(condition=models.Q(('objected_at__isnull', True)), fields=('review', 'from_on'), name='one_snooze_from_a_day')],
            },
        ),
    ]
