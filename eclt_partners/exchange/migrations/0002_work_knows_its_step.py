"""Keep with a list which step its work is to do, so that a late press does no other."""

from django.db import migrations, models

STEPS = ["check", "write", "undo"]


class Migration(migrations.Migration):
    """Work that was asked for before checks the list again, which writes nothing."""

    dependencies = [
        ("exchange", "0001_lists_of_partners"),
    ]
    operations = [
        migrations.AddField(
            model_name="partnerimport",
            name="asked_step",
            field=models.CharField(
                choices=[
                    ("check", "Check the list"),
                    ("write", "Import a list"),
                    ("undo", "Take the list back"),
                ],
                default="check",
                max_length=5,
            ),
        ),
        migrations.AddConstraint(
            model_name="partnerimport",
            constraint=models.CheckConstraint(
                condition=models.Q(("asked_step__in", STEPS)),
                name="partner_import_step_is_known",
            ),
        ),
    ]
