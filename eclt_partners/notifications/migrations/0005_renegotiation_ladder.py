"""Which letter do the steps of a waiting renegotiation carry (methods D4)?"""

from django.db import migrations

KIND, LETTER = "RENEGOTIATION", "agreements.waiting"


def use_the_ladder(apps, schema_editor):
    """Give the steps their letter; from now on they are planned."""
    steps = apps.get_model("notifications", "LadderStep").objects
    steps.filter(kind=KIND).update(letter=LETTER, is_active=True)


def put_the_ladder_away(apps, schema_editor):
    """Leave the steps without a letter again."""
    steps = apps.get_model("notifications", "LadderStep").objects
    steps.filter(kind=KIND).update(letter="", is_active=False)


class Migration(migrations.Migration):
    """The planner of renegotiations relies on it."""

    dependencies = [("notifications", "0004_ladders")]
    operations = [migrations.RunPython(use_the_ladder, put_the_ladder_away)]
