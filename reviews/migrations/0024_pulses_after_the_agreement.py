"""Stop the pulses that were open when the last agreement of a partnership was closed.

What `reviews.services.stopping` does at the step itself, for all who took it before. A
second run finds nothing.
"""

from django.db import migrations
from django.utils import timezone, translation
from django.utils.translation import gettext

from partners.choices import Stage


def stop(apps, schema_editor):
    """Cancel them, take back the mails that wait, and write it into the history."""
    reviews = apps.get_model("reviews", "Review").objects
    reminders = apps.get_model("notifications", "Reminder").objects
    found = list(
        reviews.filter(kind="PULSE", state="OPEN", partnership__stage="SUSTAINING")
        .select_related("partnership__country")
        .order_by("pk")
    )
    now = timezone.now()
    for review in found:
        with translation.override(review.partnership.country.default_language):
            review.cancel_reason = gettext("The stage is now: %(stage)s.") % {
                "stage": Stage.SUSTAINING.label
            }
        review.state, review.closed_at = "CANCELLED", now
    reviews.bulk_update(found, ["state", "cancel_reason", "closed_at"])
    reminders.filter(
        kind="REVIEW", state="PLANNED", subject_id__in=[each.pk for each in found]
    ).update(state="CANCELLED", why="cancelled")
    Entry = apps.get_model("audit", "AuditEntry")
    Entry.objects.bulk_create(
        Entry(
            at=now,
            verb="reviews.review.cancelled",
            actor_key="system",
            subject_type="reviews.review",
            subject_id=review.pk,
            subject_text=f"{review.kind} {review.original_due_on:%Y-%m-%d}",
            partnership_id=review.partnership_id,
            country_code=review.partnership.country_id,
        )
        for review in found
    )


class Migration(migrations.Migration):
    """Nothing is taken back on the way down: what was cancelled stays so."""

    dependencies = [("reviews", "0023_principles_of_comments")]
    operations = [migrations.RunPython(stop, migrations.RunPython.noop)]
