"""Bring the ladder of promises into use, and ask the other side once (methods D4, E5)."""

from django.db import migrations

DUE, CONFIRM, STEP = "promise.due", "promise.confirm", "C+1"


def use_ladder(apps, schema_editor):
    """Name the letters; the other side is asked the day after a report."""
    step = apps.get_model("notifications", "LadderStep").objects
    step.filter(kind="COMMITMENT").update(letter=DUE, is_active=True)
    step.create(
        kind="COMMITMENT",
        code=STEP,
        offset_days=1,
        audience="LEADS",
        letter=CONFIRM,
        counts_for_cap=False,
    )


def leave_ladder(apps, schema_editor):
    """Put the ladder out of use again."""
    step = apps.get_model("notifications", "LadderStep").objects
    step.filter(kind="COMMITMENT", code=STEP).delete()
    step.filter(kind="COMMITMENT").update(letter="", is_active=False)


class Migration(migrations.Migration):
    """The planner of promises relies on it: a ladder is rows, not code."""

    dependencies = [
        ("notifications", "0004_ladders"),
        ("agreements", "0005_confirmations_are_whole"),
    ]
    operations = [migrations.RunPython(use_ladder, leave_ladder)]
