"""Add what both sides write together: wordings, looks, comments, checks, who wrote."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Columns and tables; what must stay is in the next one."""

    dependencies = [
        ('partners', '0004_agreed_note'),
    ]

    operations = [
        migrations.CreateModel(
            name='CapacityComment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(choices=[('FOUNDATION', 'Foundation'), ('PARTNER', 'Partner')], max_length=10)),
                ('text', models.TextField(max_length=1000, verbose_name='comment')),
                ('written_on', models.DateField()),
                ('written_by', models.CharField(max_length=40)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='DueDiligenceCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('direction', models.CharField(choices=[('PARTNER', 'The foundation checked the partner'), ('FOUNDATION', 'The partner checked the foundation')], max_length=10, verbose_name='who checked whom')),
                ('checked_on', models.DateField(verbose_name='checked on')),
                ('valid_until', models.DateField(verbose_name='valid until')),
                ('outcome', models.CharField(choices=[('GOOD', 'Good'), ('PLAN', 'Good enough, with a plan to grow stronger'), ('WEAK', 'Not good enough yet')], max_length=4, verbose_name='result')),
                ('note', models.TextField(blank=True, max_length=1000, verbose_name='in short')),
                ('recorded_by', models.CharField(max_length=40)),
            ],
            options={
                'ordering': ['-valid_until', '-id'],
            },
        ),
        migrations.CreateModel(
            name='ExpectationLook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('result', models.CharField(choices=[('MET', 'It came true'), ('PARTLY', 'It came true in part'), ('AMBITIOUS', 'It was too ambitious'), ('CHANGED', 'We want something else now')], max_length=10, verbose_name='what became of it')),
                ('note', models.TextField(blank=True, max_length=1000, verbose_name='in short')),
                ('looked_on', models.DateField()),
                ('looked_by', models.CharField(max_length=40)),
            ],
            options={
                'ordering': ['-looked_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='ExpectationWording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=1000)),
                ('doubt', models.TextField(blank=True, max_length=1000)),
                ('written_on', models.DateField()),
                ('written_by', models.CharField(blank=True, max_length=40)),
                ('replaced_on', models.DateField()),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='InterestStatement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_none', models.BooleanField()),
                ('text', models.TextField(blank=True, max_length=1000, verbose_name='which interests')),
                ('stated_on', models.DateField()),
                ('stated_by', models.CharField(max_length=40)),
            ],
            options={
                'ordering': ['-stated_on', '-id'],
            },
        ),
        migrations.AddField(
            model_name='capacitygoal',
            name='baseline_evidence',
            field=models.TextField(blank=True, default='', max_length=1000, verbose_name='how we know'),
        ),
        migrations.AddField(
            model_name='capacitygoal',
            name='foundation_agreed_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='capacitygoal',
            name='partner_agreed_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='capacitygoal',
            name='revision',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='capacitygoal',
            name='written_by',
            field=models.CharField(blank=True, default='', max_length=40),
        ),
        migrations.AddField(
            model_name='capacityreading',
            name='read_by',
            field=models.CharField(blank=True, default='', max_length=40),
        ),
        migrations.AddField(
            model_name='expectation',
            name='revision',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='expectation',
            name='written_by',
            field=models.CharField(blank=True, default='', max_length=40),
        ),
        migrations.AddField(
            model_name='function',
            name='owner_person',
            field=models.CharField(blank=True, default='', max_length=200, verbose_name='person there'),
        ),
        migrations.AddField(
            model_name='function',
            name='revision',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='function',
            name='written_by',
            field=models.CharField(blank=True, default='', max_length=40),
        ),
        migrations.AddField(
            model_name='pillarreading',
            name='read_by',
            field=models.CharField(blank=True, default='', max_length=40),
        ),
        migrations.AddField(
            model_name='safeguardingcheck',
            name='recorded_by',
            field=models.CharField(blank=True, default='', max_length=40),
        ),
        migrations.AddField(
            model_name='sustainabilityplan',
            name='revision',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='sustainabilityplan',
            name='written_by',
            field=models.CharField(blank=True, default='', max_length=40),
        ),
        migrations.AddConstraint(
            model_name='expectation',
            constraint=models.UniqueConstraint(fields=('partnership', 'party', 'horizon'), name='one_expectation_per_side_and_horizon', nulls_distinct=False),
        ),
        migrations.AddField(
            model_name='capacitycomment',
            name='goal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='partners.capacitygoal'),
        ),
        migrations.AddField(
            model_name='duediligencecheck',
            name='partner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='diligence_checks', to='partners.partner'),
        ),
        migrations.AddField(
            model_name='expectationlook',
            name='expectation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='looks', to='partners.expectation'),
        ),
        migrations.AddField(
            model_name='expectationwording',
            name='expectation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='wordings', to='partners.expectation'),
        ),
        migrations.AddField(
            model_name='intereststatement',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='interest_statements', to='partners.partnership'),
        ),
        migrations.AddField(
            model_name='intereststatement',
            name='party',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='partners.partnershipparty'),
        ),
        migrations.AddConstraint(
            model_name='duediligencecheck',
            constraint=models.CheckConstraint(condition=models.Q(('valid_until__gt', models.F('checked_on'))), name='diligence_is_valid_after_its_day', violation_error_message='The check must be valid for at least one day'),
        ),
        migrations.AddConstraint(
            model_name='expectationlook',
            constraint=models.CheckConstraint(condition=models.Q(('result__in', ['MET', 'PARTLY', 'AMBITIOUS', 'CHANGED'])), name='expectation_look_is_known'),
        ),
        migrations.AddConstraint(
            model_name='intereststatement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('is_none', True), ('text', '')), models.Q(('is_none', False), models.Q(('text', ''), _negated=True)), _connector='OR'), name='interests_are_none_or_said'),
        ),
    ]
