"""Give reports made so far their day, and let "due soon" follow from the day."""

from django.db import migrations
from django.db.models import F

REPORTED = ["KEPT", "KEPT_LATE", "PARTLY", "NOT_KEPT"]


def complete_reports(apps, schema_editor):
    """Fill what the constraints of the next migration ask for."""
    instances = apps.get_model("agreements", "CommitmentInstance").objects
    instances.filter(state="DUE_SOON").update(state="NOT_DUE")
    undated = instances.filter(state__in=REPORTED, reported_on=None)
    undated.update(reported_on=F("due_on"))
    confirmed = instances.filter(state__in=REPORTED, confirmed_on__isnull=False)
    confirmed.update(confirmation="CONFIRMED")


class Migration(migrations.Migration):
    """Nothing is taken back on the way down: an earlier version reads these rows too."""

    dependencies = [("agreements", "0003_rhythms_and_confirmations")]
    operations = [
        migrations.RunPython(complete_reports, migrations.RunPython.noop),
    ]
