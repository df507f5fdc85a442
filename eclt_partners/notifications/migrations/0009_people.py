"""Whom does mail not reach, who is not the right person, who reads for whom?"""

import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    """Planning and composing of mail rely on these tables."""

    dependencies = [
        ('notifications', '0008_ladders_edited'),
    ]

    operations = [
        migrations.CreateModel(
            name='Bounce',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.EmailField(max_length=254)),
                ('at', models.DateTimeField()),
                ('source', models.CharField(choices=[('RELAY', 'Our mail server, while sending'), ('REPORT', 'A report that came back')], max_length=8)),
                ('kind', models.CharField(choices=[('HARD', 'There is no such mailbox'), ('SOFT', 'Mails came back several times in a row'), ('MARKED', 'Stopped by hand')], max_length=8)),
                ('status', models.CharField(blank=True, max_length=12)),
                ('reply', models.CharField(blank=True, max_length=500)),
                ('report_id', models.CharField(max_length=200, unique=True)),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='LeftTopic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recipient_key', models.CharField(max_length=40)),
                ('topic', models.CharField(choices=[('LIST', 'The list of what waits for you, on every working day'), ('EARLY', 'Early notices, 60 days or more before an agreement ends')], max_length=8)),
                ('left_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='NotForMe',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('REVIEW', 'Review'), ('AGREEMENT_ENDING', 'Agreement ending'), ('COMMITMENT', 'Promise due'), ('SAFEGUARDING_CHECK', 'Safeguarding check expiring'), ('RENEGOTIATION', 'Change of an agreement'), ('AFTER_CHECK', 'Check after the end')], max_length=20)),
                ('subject_id', models.BigIntegerField(blank=True, null=True)),
                ('partnership_id', models.BigIntegerField()),
                ('country_code', models.CharField(max_length=2)),
                ('recipient_key', models.CharField(max_length=40)),
                ('said_at', models.DateTimeField()),
                ('taken_back_at', models.DateTimeField(blank=True, null=True)),
                ('named', models.CharField(blank=True, max_length=120, verbose_name='name')),
                ('named_address', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('settled_by', models.CharField(blank=True, max_length=40)),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='StoppedAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('kind', models.CharField(choices=[('HARD', 'There is no such mailbox'), ('SOFT', 'Mails came back several times in a row'), ('MARKED', 'Stopped by hand')], max_length=8)),
                ('reply', models.CharField(blank=True, max_length=500)),
                ('stopped_at', models.DateTimeField()),
                ('stopped_by', models.CharField(max_length=40)),
                ('cleared_at', models.DateTimeField(blank=True, null=True)),
                ('cleared_by', models.CharField(blank=True, max_length=40)),
                ('cleared_why', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.AddField(
            model_name='reminder',
            name='is_personal',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='reminder',
            name='reader_key',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddIndex(
            model_name='outgoing',
            index=models.Index(django.db.models.functions.text.Lower('to_address'), models.OrderBy(models.F('id'), descending=True), name='outgoing_by_address'),
        ),
        migrations.AddField(
            model_name='bounce',
            name='outgoing',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bounces', to='notifications.outgoing'),
        ),
        migrations.AddConstraint(
            model_name='lefttopic',
            constraint=models.UniqueConstraint(fields=('recipient_key', 'topic'), name='a_topic_is_left_once'),
        ),
        migrations.AddConstraint(
            model_name='notforme',
            constraint=models.UniqueConstraint(condition=models.Q(('taken_back_at__isnull', True)), fields=('kind', 'subject_id', 'partnership_id', 'recipient_key'), name='not_for_me_is_said_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='notforme',
            constraint=models.CheckConstraint(condition=models.Q(('settled_at__isnull', True), models.Q(('named', ''), ('named_address', ''), models.Q(('settled_by', ''), _negated=True)), _connector='OR'), name='a_name_is_kept_until_it_is_settled'),
        ),
        migrations.AddConstraint(
            model_name='stoppedaddress',
            constraint=models.UniqueConstraint(condition=models.Q(('cleared_at__isnull', True)), fields=('address',), name='an_address_is_stopped_once'),
        ),
        migrations.AddConstraint(
            model_name='stoppedaddress',
            constraint=models.CheckConstraint(condition=models.Q(('address', django.db.models.functions.text.Lower('address'))), name='a_stopped_address_is_in_small_letters'),
        ),
        migrations.AddConstraint(
            model_name='stoppedaddress',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cleared_at__isnull', True), ('cleared_by', ''), ('cleared_why', '')), models.Q(('cleared_at__gte', models.F('stopped_at')), models.Q(('cleared_by', ''), _negated=True)), _connector='OR'), name='whoever_clears_an_address_is_named'),
        ),
        migrations.AddIndex(
            model_name='bounce',
            index=models.Index(fields=['address', '-id'], name='bounces_by_address'),
        ),
    ]
