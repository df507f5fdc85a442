"""Bring the ladders of checks after the end and of safeguarding into use (D4)."""

from django.db import migrations

LETTERS = {"AFTER_CHECK": "after.due", "SAFEGUARDING_CHECK": "check.expiring"}


def use_ladders(apps, schema_editor):
    """Name the letters; from now on the steps are planned."""
    steps = apps.get_model("notifications", "LadderStep").objects
    for kind, letter in LETTERS.items():
        steps.filter(kind=kind).update(letter=letter, is_active=True)


def leave_ladders(apps, schema_editor):
    """Put the ladders out of use again."""
    steps = apps.get_model("notifications", "LadderStep").objects
    steps.filter(kind__in=LETTERS).update(letter="", is_active=False)


class Migration(migrations.Migration):
    """The planners of both ladders rely on it: a ladder is rows, not code."""

    dependencies = [
        ("notifications", "0004_ladders"),
        ("partners", "0016_changed_into_as_good"),
    ]
    operations = [migrations.RunPython(use_ladders, leave_ladders)]
