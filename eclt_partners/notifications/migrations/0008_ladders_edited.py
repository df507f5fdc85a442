"""Let administrators edit the ladders, and keep every ladder sound."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The planners rely on it: one step a day, at most four mails to those who answer.

    A ladder with letters keeps a step in use; the trigger looks when the change is
    complete, so that steps can be swapped.
    """

    dependencies = [
        ('notifications', '0007_holes'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='ladderstep',
            name='one_step_per_ladder_and_day',
        ),
        migrations.AddField(
            model_name='ladderstep',
            name='origin',
            field=models.CharField(blank=True, max_length=8, verbose_name='began as'),
        ),
        migrations.AddField(
            model_name='ladderstep',
            name='taken_out_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='taken out'),
        ),
        migrations.AddConstraint(
            model_name='ladderstep',
            constraint=models.UniqueConstraint(condition=models.Q(('taken_out_at__isnull', True)), fields=('kind', 'offset_days'), name='one_step_per_ladder_and_day'),
        ),
        migrations.AddConstraint(
            model_name='ladderstep',
            constraint=models.CheckConstraint(condition=models.Q(('taken_out_at__isnull', True), ('is_active', False), _connector='OR'), name='step_taken_out_is_not_in_use'),
        ),
        migrations.AddConstraint(
            model_name='ladderstep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'REVIEW'), models.Q(('audience__in', ['DIRECTOR', 'DIRECTOR_AND_HELPER', 'LEADS', 'MANAGER', 'RATERS', 'RATERS_AND_LEADS', 'RATERS_NOT_DONE']))), models.Q(('kind', 'AGREEMENT_ENDING'), models.Q(('audience__in', ['LEADS']))), models.Q(('kind', 'COMMITMENT'), models.Q(('audience__in', ['LEADS']))), models.Q(('kind', 'SAFEGUARDING_CHECK'), models.Q(('audience__in', ['LEADS']))), models.Q(('kind', 'RENEGOTIATION'), models.Q(('audience__in', ['LEADS']))), models.Q(('kind', 'AFTER_CHECK'), models.Q(('audience__in', ['LEADS']))), _connector='OR'), name='step_audience_fits_ladder'),
        ),
        migrations.AddConstraint(
            model_name='ladderstep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'REVIEW'), models.Q(('offset_days__range', (-90, 180)))), models.Q(('kind', 'AGREEMENT_ENDING'), models.Q(('offset_days__range', (-730, 0)))), models.Q(('kind', 'COMMITMENT'), models.Q(('offset_days__range', (-90, 90)))), models.Q(('kind', 'SAFEGUARDING_CHECK'), models.Q(('offset_days__range', (-365, 0)))), models.Q(('kind', 'RENEGOTIATION'), models.Q(('offset_days__range', (1, 90)))), models.Q(('kind', 'AFTER_CHECK'), models.Q(('offset_days__range', (-90, 90)))), _connector='OR'), name='step_day_fits_ladder'),
        ),
        migrations.AddConstraint(
            model_name='ladderstep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('audience__in', ['DIRECTOR', 'DIRECTOR_AND_HELPER', 'MANAGER']), _negated=True), ('offset_days__gte', 1), _connector='OR'), name='step_escalates_after_the_day'),
        ),
        migrations.AddConstraint(
            model_name='ladderstep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'REVIEW'), _negated=True), models.Q(('audience__in', ['LEADS', 'RATERS', 'RATERS_AND_LEADS', 'RATERS_NOT_DONE']), _negated=True), ('offset_days__lte', 16), _connector='OR'), name='step_asks_while_answers_count'),
        ),
        migrations.AddConstraint(
            model_name='ladderstep',
            constraint=models.CheckConstraint(condition=models.Q(('counts_for_cap', False), ('audience__in', ['RATERS', 'RATERS_AND_LEADS', 'RATERS_NOT_DONE']), _connector='OR'), name='step_counts_for_raters_only'),
        ),
        migrations.RunSQL(
            sql="""
            CREATE FUNCTION ladder_is_sound() RETURNS trigger
            LANGUAGE plpgsql AS $$
            DECLARE
                usable bigint;
                in_use bigint;
                to_raters bigint;
            BEGIN
                SELECT count(*) FILTER (WHERE letter <> ''),
                       count(*) FILTER (WHERE is_active),
                       count(*) FILTER (WHERE is_active AND audience LIKE 'RATERS%')
                INTO usable, in_use, to_raters
                FROM notifications_ladderstep WHERE kind = NEW.kind;
                IF usable > 0 AND in_use = 0 THEN
                    RAISE EXCEPTION 'ladder % has no step in use', NEW.kind
                        USING ERRCODE = 'check_violation';
                END IF;
                IF to_raters > 4 THEN
                    RAISE EXCEPTION 'ladder % mails those who answer % times',
                        NEW.kind, to_raters USING ERRCODE = 'check_violation';
                END IF;
                RETURN NULL;
            END $$;
            CREATE CONSTRAINT TRIGGER ladder_is_sound
                AFTER INSERT OR UPDATE ON notifications_ladderstep
                DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW EXECUTE FUNCTION ladder_is_sound();
            """,
            reverse_sql="""
            DROP TRIGGER ladder_is_sound ON notifications_ladderstep;
            DROP FUNCTION ladder_is_sound();
            """,
        ),
    ]
