"""Give each language of an instrument version its row, with the closing questions."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The closing questions and the mark of a checked translation rely on it."""

    dependencies = [
        ('reviews', '0009_evidence_locked'),
    ]

    operations = [
        migrations.AddField(
            model_name='instrument',
            name='copied_from',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='copies', to='reviews.instrument'),
        ),
        migrations.AddField(
            model_name='instrument',
            name='frozen_by',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AlterField(
            model_name='dimensiontext',
            name='anchor_1',
            field=models.CharField(blank=True, max_length=300, verbose_name='sentence 1'),
        ),
        migrations.AlterField(
            model_name='dimensiontext',
            name='anchor_2',
            field=models.CharField(blank=True, max_length=300, verbose_name='sentence 2'),
        ),
        migrations.AlterField(
            model_name='dimensiontext',
            name='anchor_3',
            field=models.CharField(blank=True, max_length=300, verbose_name='sentence 3'),
        ),
        migrations.AlterField(
            model_name='dimensiontext',
            name='anchor_4',
            field=models.CharField(blank=True, max_length=300, verbose_name='sentence 4'),
        ),
        migrations.AlterField(
            model_name='dimensiontext',
            name='anchor_5',
            field=models.CharField(blank=True, max_length=300, verbose_name='sentence 5'),
        ),
        migrations.AlterField(
            model_name='dimensiontext',
            name='prompt',
            field=models.CharField(blank=True, max_length=300, verbose_name='what to write about'),
        ),
        migrations.AlterField(
            model_name='dimensiontext',
            name='question',
            field=models.CharField(blank=True, max_length=300, verbose_name='question'),
        ),
        migrations.CreateModel(
            name='InstrumentLanguage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=[('en-gb', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('pt', 'Portuguese')], max_length=8)),
                ('safety', models.CharField(blank=True, max_length=300, verbose_name='safety')),
                ('overall', models.CharField(blank=True, max_length=300, verbose_name='overall, 0 to 10')),
                ('work_again', models.CharField(blank=True, max_length=300, verbose_name='work together again')),
                ('keep', models.CharField(blank=True, max_length=300, verbose_name='what to keep')),
                ('change', models.CharField(blank=True, max_length=300, verbose_name='what to change')),
                ('unsaid', models.CharField(blank=True, max_length=300, verbose_name='not yet said')),
                ('checked_at', models.DateTimeField(blank=True, null=True)),
                ('checked_by', models.CharField(blank=True, max_length=40)),
                ('instrument', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='languages', to='reviews.instrument')),
            ],
            options={
                'ordering': ['instrument', 'language'],
                'constraints': [models.UniqueConstraint(fields=('instrument', 'language'), name='one_row_per_language'), models.CheckConstraint(condition=models.Q(models.Q(('checked_at__isnull', True), ('checked_by', '')), models.Q(('checked_at__isnull', False), models.Q(('checked_by', ''), _negated=True)), _connector='OR'), name='checked_language_says_by_whom')],
            },
        ),
    ]
