"""Say in the database what a report, a confirmation and a dispute need."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Promise-keeping relies on it: nothing counts that nobody confirmed."""

    dependencies = [
        ('agreements', '0004_day_of_reports'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='commitmentinstance',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['DISPUTED', 'KEPT', 'KEPT_LATE', 'NOT_DUE', 'NOT_KEPT', 'PARTLY', 'RELEASED'])), name='instance_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='commitmentinstance',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['KEPT', 'KEPT_LATE', 'NOT_KEPT', 'PARTLY']), _negated=True), ('reported_on__isnull', False), _connector='OR'), name='instance_report_has_its_day'),
        ),
        migrations.AddConstraint(
            model_name='commitmentinstance',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('confirmation', ''), ('confirmed_on__isnull', True)), models.Q(('confirmation__in', ['CONFIRMED', 'NOT_OBJECTED']), ('confirmed_on__isnull', False), ('state__in', ['KEPT', 'KEPT_LATE', 'NOT_KEPT', 'PARTLY', 'RELEASED'])), _connector='OR'), name='instance_confirmed_has_its_day'),
        ),
        migrations.AddConstraint(
            model_name='commitmentinstance',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'DISPUTED'), _negated=True), models.Q(('objected_on__isnull', False), models.Q(('objection', ''), _negated=True)), _connector='OR'), name='instance_disputed_says_why'),
        ),
        migrations.AddConstraint(
            model_name='commitmentinstance',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('asked_by', ''), ('asked_on__isnull', True), ('asked_state', '')), models.Q(models.Q(models.Q(('asked_state', 'RELEASED'), ('state__in', ['DISPUTED', 'KEPT', 'KEPT_LATE', 'NOT_DUE', 'NOT_KEPT', 'PARTLY'])), models.Q(('asked_state__in', ['KEPT', 'KEPT_LATE', 'NOT_KEPT', 'PARTLY']), ('state', 'DISPUTED')), _connector='OR'), ('asked_on__isnull', False), ('confirmation', ''), models.Q(('asked_by', ''), _negated=True)), _connector='OR'), name='instance_question_fits_its_state'),
        ),
    ]
