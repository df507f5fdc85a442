"""Keep corrections of sent answers beside what was sent."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Scores rely on it: the latest correction that counts is read for an answer."""

    dependencies = [
        ('reviews', '0012_frozen_to_the_letter'),
    ]

    operations = [
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rating', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('no_rating', models.CharField(blank=True, choices=[('NK', 'I do not know'), ('NA', 'Does not apply yet')], max_length=2)),
                ('evidence', models.TextField(blank=True, max_length=2000)),
                ('language', models.CharField(default='en-gb', max_length=8)),
                ('reason', models.CharField(max_length=300, verbose_name='why the answer is corrected')),
                ('state', models.CharField(choices=[('ASKED', 'Waits for agreement'), ('COUNTED', 'It counts'), ('DECLINED', 'Declined')], max_length=8)),
                ('asked_at', models.DateTimeField()),
                ('asked_by', models.CharField(max_length=40)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decided_by', models.CharField(blank=True, max_length=40)),
                ('decided_note', models.CharField(blank=True, max_length=300, verbose_name='why it is declined')),
                ('send_key', models.UUIDField(unique=True)),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='reviews.assessment')),
                ('dimension', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='reviews.dimension')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('no_rating', ''), ('rating__range', (1, 5))), models.Q(('no_rating__in', ['NK', 'NA']), ('rating__isnull', True)), _connector='OR'), name='correction_is_a_level_or_a_reason'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='correction_has_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('state', 'ASKED')), models.Q(('decided_at__isnull', False), ('state', 'COUNTED')), models.Q(('decided_at__isnull', False), ('state', 'DECLINED'), models.Q(('decided_note', ''), _negated=True)), _connector='OR'), name='correction_waits_or_is_decided'), models.UniqueConstraint(condition=models.Q(('state', 'ASKED')), fields=('assessment', 'dimension'), name='one_waiting_correction_per_answer')],
            },
        ),
    ]
