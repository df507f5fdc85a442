"""Add rhythms, people and confirmations to promises."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The ledger of promises relies on it: dates come from data, not from words."""

    dependencies = [
        ('agreements', '0002_append_only'),
        ('partners', '0003_incidents'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='commitment',
            name='commitment_has_a_date_or_a_rhythm',
        ),
        migrations.RemoveConstraint(
            model_name='commitmentinstance',
            name='instance_state_is_known',
        ),
        migrations.AddField(
            model_name='commitment',
            name='confirmer_key',
            field=models.CharField(blank=True, default='', max_length=40),
        ),
        migrations.AddField(
            model_name='commitment',
            name='evidence_wanted',
            field=models.CharField(blank=True, default='', max_length=200, verbose_name='evidence wanted'),
        ),
        migrations.AddField(
            model_name='commitment',
            name='measure',
            field=models.CharField(blank=True, default='', max_length=200, verbose_name='measure'),
        ),
        migrations.AddField(
            model_name='commitment',
            name='owner_key',
            field=models.CharField(blank=True, default='', max_length=40),
        ),
        migrations.AddField(
            model_name='commitment',
            name='rhythm_from',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='commitment',
            name='rhythm_kind',
            field=models.CharField(blank=True, choices=[('MONTHS', 'Every so many months'), ('WEEKS', 'Every so many weeks'), ('MONTH_DAY', 'Every month, on this day'), ('QUARTERLY', 'Every quarter'), ('HALF_YEARLY', 'Every half-year'), ('YEARLY', 'Every year'), ('AFTER_REQUEST', 'Within so many working days of each request')], default='', max_length=13, verbose_name='how often'),
        ),
        migrations.AddField(
            model_name='commitment',
            name='rhythm_number',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='commitmentinstance',
            name='asked_by',
            field=models.CharField(blank=True, default='', max_length=40),
        ),
        migrations.AddField(
            model_name='commitmentinstance',
            name='asked_note',
            field=models.TextField(blank=True, default='', max_length=1000),
        ),
        migrations.AddField(
            model_name='commitmentinstance',
            name='asked_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='commitmentinstance',
            name='asked_state',
            field=models.CharField(blank=True, choices=[('NOT_DUE', 'Not due yet'), ('DUE_SOON', 'Due soon'), ('KEPT', 'Kept'), ('KEPT_LATE', 'Kept late'), ('PARTLY', 'Partly kept'), ('NOT_KEPT', 'Not kept'), ('RELEASED', 'Released by both sides'), ('DISPUTED', 'The sides do not agree')], default='', max_length=10),
        ),
        migrations.AddField(
            model_name='commitmentinstance',
            name='confirmation',
            field=models.CharField(blank=True, choices=[('CONFIRMED', 'Confirmed by the other side'), ('NOT_OBJECTED', 'Not objected within 14 days')], default='', max_length=12),
        ),
        migrations.AddField(
            model_name='commitmentinstance',
            name='objected_by',
            field=models.CharField(blank=True, default='', max_length=40),
        ),
        migrations.AddField(
            model_name='commitmentinstance',
            name='objected_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='commitmentinstance',
            name='objection',
            field=models.TextField(blank=True, default='', max_length=1000, verbose_name='how the other side sees it'),
        ),
        migrations.AddConstraint(
            model_name='commitment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('rhythm_kind__in', ['', 'HALF_YEARLY', 'QUARTERLY', 'YEARLY']), ('rhythm_number__isnull', True)), models.Q(('rhythm_kind', 'AFTER_REQUEST'), ('rhythm_number__isnull', False), ('rhythm_number__range', (1, 260))), models.Q(('rhythm_kind', 'MONTHS'), ('rhythm_number__isnull', False), ('rhythm_number__range', (1, 60))), models.Q(('rhythm_kind', 'MONTH_DAY'), ('rhythm_number__isnull', False), ('rhythm_number__range', (1, 31))), models.Q(('rhythm_kind', 'WEEKS'), ('rhythm_number__isnull', False), ('rhythm_number__range', (1, 52))), _connector='OR'), name='commitment_rhythm_has_its_number'),
        ),
        migrations.AddConstraint(
            model_name='commitment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('rhythm_from__isnull', False), ('rhythm_kind__in', ['HALF_YEARLY', 'MONTHS', 'MONTH_DAY', 'QUARTERLY', 'WEEKS', 'YEARLY'])), models.Q(models.Q(('rhythm_kind__in', ['HALF_YEARLY', 'MONTHS', 'MONTH_DAY', 'QUARTERLY', 'WEEKS', 'YEARLY']), _negated=True), ('rhythm_from__isnull', True)), _connector='OR'), name='commitment_rhythm_counts_from_a_day'),
        ),
        migrations.AddConstraint(
            model_name='commitment',
            constraint=models.CheckConstraint(condition=models.Q(('confirmer_key__regex', '^(|(user|contact):[0-9]+)$'), ('owner_key__regex', '^(|(user|contact):[0-9]+)$')), name='commitment_names_people_by_key'),
        ),
        migrations.AddConstraint(
            model_name='commitment',
            constraint=models.CheckConstraint(condition=models.Q(('due_on__isnull', False), models.Q(('rhythm', ''), _negated=True), models.Q(('rhythm_kind', ''), _negated=True), _connector='OR'), name='commitment_has_a_date_or_a_rhythm', violation_error_message='Enter a date or a rhythm'),
        ),
    ]
