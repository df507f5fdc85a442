"""Keep what the reconciler finds, and let the health page ask how long mails waited."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notifications', '0006_outbox_proof'),
    ]

    operations = [
        migrations.CreateModel(
            name='Hole',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(blank=True, choices=[('REVIEW', 'Review'), ('AGREEMENT_ENDING', 'Agreement ending'), ('COMMITMENT', 'Promise due'), ('SAFEGUARDING_CHECK', 'Safeguarding check expiring'), ('RENEGOTIATION', 'Change of an agreement'), ('AFTER_CHECK', 'Check after the end')], max_length=20)),
                ('subject_id', models.BigIntegerField()),
                ('step', models.CharField(blank=True, max_length=8)),
                ('round', models.PositiveSmallIntegerField(default=0)),
                ('recipient_key', models.CharField(max_length=40)),
                ('what', models.CharField(choices=[('MISSING', 'Owed, but not planned'), ('SKIPPED', 'Not there, though a later step is'), ('STUCK', 'Waits for too long'), ('CONTRADICTED', 'Says something else than its message'), ('EMPTY', 'A message without the reminders it was made for')], max_length=12)),
                ('country_code', models.CharField(blank=True, max_length=2)),
                ('partnership_id', models.BigIntegerField(blank=True, null=True)),
                ('found_at', models.DateTimeField()),
                ('seen_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-found_at', '-id'],
            },
        ),
        migrations.AddIndex(
            model_name='outgoing',
            index=models.Index(condition=models.Q(('state', 'sent')), fields=['sent_at'], name='outgoing_sent'),
        ),
        migrations.AddConstraint(
            model_name='hole',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True)), fields=('kind', 'subject_id', 'step', 'round', 'recipient_key', 'what'), name='one_open_hole_per_place'),
        ),
        migrations.AddConstraint(
            model_name='hole',
            constraint=models.CheckConstraint(condition=models.Q(('what__in', ['MISSING', 'SKIPPED', 'STUCK', 'CONTRADICTED', 'EMPTY'])), name='hole_is_of_a_known_sort'),
        ),
    ]
