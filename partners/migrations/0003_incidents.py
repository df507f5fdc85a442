"""Add concerns for the safety of people, with notes that stay as written."""

import django.db.models.deletion
from django.db import migrations, models

from eclt_partners.common.migrations_sql import append_only


class Migration(migrations.Migration):
    """The safeguarding lead relies on it: what was reported cannot disappear."""

    dependencies = [
        ('partners', '0002_append_only'),
    ]

    operations = [
        migrations.AlterField(
            model_name='event',
            name='kind',
            field=models.CharField(choices=[('TALK_ASKED', 'A side asks for a talk'), ('SAFEGUARDING', 'The safeguarding lead asks for a review'), ('INTEGRITY', 'Fraud or integrity concern'), ('LEADERSHIP', 'New head or main contact'), ('BUDGET', 'Budget change of 10% or more'), ('AMENDMENT', 'A changed agreement came into force'), ('LATE_TWICE', 'Two late payments or reports in a row'), ('CONTEXT', 'Disaster, conflict, new law or election'), ('STRATEGY', 'Foundation strategy change for the country'), ('TURNED_RED', 'The status turned red')], max_length=14, verbose_name='what happened'),
        ),
        migrations.CreateModel(
            name='Incident',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('NEW', 'New: nobody has made contact yet'), ('IN_CONTACT', 'In contact'), ('SAFE', 'Safety is confirmed'), ('NO_DANGER', 'Closed: there was no danger')], default='NEW', max_length=10, verbose_name='state')),
                ('wish', models.CharField(choices=[('SAW', 'Saw or heard of a danger'), ('SPEAK', 'Wants to speak to someone')], max_length=5)),
                ('side', models.CharField(choices=[('FOUNDATION', 'Foundation'), ('PARTNER', 'Partner')], max_length=10)),
                ('reported_at', models.DateTimeField()),
                ('reported_by', models.CharField(max_length=40)),
                ('contacted_at', models.DateTimeField(blank=True, null=True)),
                ('serious_on', models.DateField(blank=True, null=True)),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='incidents', to='partners.partnership')),
            ],
            options={
                'verbose_name': 'safety concern',
                'ordering': ['-reported_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='IncidentNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=4000, verbose_name='what is known')),
                ('written_at', models.DateTimeField()),
                ('written_by', models.CharField(max_length=40)),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='partners.incident')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['NEW', 'IN_CONTACT', 'SAFE', 'NO_DANGER'])), name='incident_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'NEW')), fields=('partnership', 'reported_by'), name='one_new_incident_per_person'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_on__isnull', True), ('state__in', frozenset(['IN_CONTACT', 'NEW']))), models.Q(models.Q(('state__in', frozenset(['IN_CONTACT', 'NEW'])), _negated=True), ('ended_on__isnull', False)), _connector='OR'), name='incident_over_has_its_day'),
        ),
        *append_only("partners_incidentnote"),
        migrations.RunSQL(
            sql="""
            CREATE TRIGGER incident_stays
                BEFORE DELETE ON partners_incident
                FOR EACH ROW EXECUTE FUNCTION refuse_change();
            CREATE TRIGGER incident_no_truncate
                BEFORE TRUNCATE ON partners_incident
                FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
            """,
            reverse_sql="""
            DROP TRIGGER incident_no_truncate ON partners_incident;
            DROP TRIGGER incident_stays ON partners_incident;
            """,
        ),
    ]
