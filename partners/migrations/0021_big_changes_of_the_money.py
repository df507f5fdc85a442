"""Let people note that the money changed so much that the agreement has to change."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Only the choices change: no statement is sent."""

    dependencies = [("partners", "0020_leaving_ends_links")]
    operations = [
        migrations.AlterField(
            model_name="event",
            name="kind",
            field=models.CharField(
                choices=[
                    ("TALK_ASKED", "A side asks for a talk"),
                    ("SAFEGUARDING", "The safeguarding lead asks for a review"),
                    ("INTEGRITY", "Fraud or integrity concern"),
                    ("LEADERSHIP", "New head or main contact"),
                    ("BUDGET", "Budget change of 10% or more"),
                    ("BUDGET_BIG", "Budget change of 20% or more: the agreement has to change"),
                    ("AMENDMENT", "A changed agreement came into force"),
                    ("LATE_TWICE", "Two late payments or reports in a row"),
                    ("CONTEXT", "Disaster, conflict, new law or election"),
                    ("STRATEGY", "Foundation strategy change for the country"),
                    ("TURNED_RED", "The status turned red"),
                ],
                max_length=14,
                verbose_name="what happened",
            ),
        )
    ]
