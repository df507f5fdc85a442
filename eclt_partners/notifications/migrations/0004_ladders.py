"""Write the ladders of reminders (methods D4)."""

from django.db import migrations

# kind -> (days after the due date, audience, letter, counts for the cap of four)
LADDERS = {
    "REVIEW": [
        (-30, "LEADS", "review.heads_up", False),
        (-14, "RATERS", "review.invitation", True),
        (-3, "RATERS_NOT_DONE", "review.short_reminder", True),
        (0, "RATERS_AND_LEADS", "review.due_today", True),
        (7, "RATERS_NOT_DONE", "review.late", True),
        (14, "LEADS", "review.leads_count", False),
        (30, "MANAGER", "review.overdue", False),
        (60, "DIRECTOR_AND_HELPER", "review.decide", False),
        (90, "DIRECTOR", "review.out_of_date", False),
    ],
    "AGREEMENT_ENDING": [
        (-days, "LEADS", "agreement.ending", False)
        for days in (365, 180, 90, 60, 30, 15)
    ],
    "COMMITMENT": [(days, "LEADS", "", False) for days in (-14, 0, 7)],
    "SAFEGUARDING_CHECK": [(-days, "LEADS", "", False) for days in (90, 60, 30)],
    "RENEGOTIATION": [(days, "LEADS", "", False) for days in (7, 14, 21, 30)],
    "AFTER_CHECK": [(days, "LEADS", "", False) for days in (-30, 0, 14, 30)],
}


def write_ladders(apps, schema_editor):
    """Insert the steps; ladders without letters are not in use yet."""
    step = apps.get_model("notifications", "LadderStep")
    step.objects.bulk_create(
        step(
            kind=kind,
            code=f"T{days:+d}",
            offset_days=days,
            audience=audience,
            letter=letter,
            counts_for_cap=counts,
            is_active=bool(letter),
        )
        for kind, steps in LADDERS.items()
        for days, audience, letter, counts in steps
    )


def take_ladders_away(apps, schema_editor):
    """Remove the steps again."""
    apps.get_model("notifications", "LadderStep").objects.filter(
        kind__in=LADDERS
    ).delete()


class Migration(migrations.Migration):
    """The planners rely on it: a ladder is rows, not code."""

    dependencies = [("notifications", "0003_letters_and_send_moment")]
    operations = [migrations.RunPython(write_ladders, take_ladders_away)]
