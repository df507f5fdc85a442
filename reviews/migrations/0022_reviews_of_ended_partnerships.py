"""Stop the reviews of partnerships that ended before reviews stopped at an end.

What `reviews.services.stopping` does at the step itself, for all who took it before:
planned and open reviews are cancelled with the stage as their reason and a line in the
history, and mails that wait are taken back. A second run finds nothing.
"""

from collections import defaultdict

from django.db import migrations
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext

from partners.choices import Stage

ENDS = ["SUSTAINING", "NOT_PURSUED", "ENDED_EARLY", "CONCLUDED"]
NOTHING_OPEN = ["NOT_PURSUED", "ENDED_EARLY", "CONCLUDED"]
NOTHING_MORE = ["NOT_PURSUED", "CONCLUDED"]
TO_STOP = (
    ~Q(kind="TALK") & Q(state="SCHEDULED", partnership__stage__in=ENDS)
    | ~Q(kind="TALK") & Q(state="OPEN", partnership__stage__in=NOTHING_OPEN)
    | Q(kind="TALK", state__in=["SCHEDULED", "CLOSED"])
    & Q(partnership__stage__in=NOTHING_MORE)
)
TO_LEAVE_ALONE = ~Q(kind="TALK") & Q(
    state="CLOSED", partnership__stage__in=NOTHING_OPEN
)


def stop(apps, schema_editor):
    """Cancel what would go on asking people, and write it into the history."""
    reviews = apps.get_model("reviews", "Review").objects
    reminders = apps.get_model("notifications", "Reminder").objects.filter(
        kind="REVIEW", state="PLANNED"
    )
    found = list(
        reviews.filter(TO_STOP).select_related("partnership__country").order_by("pk")
    )
    now = timezone.now()
    alike = defaultdict(list)
    for review in found:
        place = review.partnership
        alike[place.stage, place.country.default_language].append(review.pk)
    for (stage, language), ids in alike.items():
        with translation.override(language):
            reason = gettext("The stage is now: %(stage)s.") % {
                "stage": Stage(stage).label
            }
        reviews.filter(pk__in=ids).update(
            state="CANCELLED", cancel_reason=reason, closed_at=now
        )
        reminders.filter(subject_id__in=ids).update(state="CANCELLED", why="cancelled")
    closed = reviews.filter(TO_LEAVE_ALONE).values("pk")
    reminders.filter(subject_id__in=closed).update(state="CANCELLED", why="ended")
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

    dependencies = [
        ("audit", "0002_append_only"),
        ("countries", "0001_countries"),
        ("notifications", "0014_look_at_reminders"),
        ("reviews", "0021_seats_stay"),
    ]
    operations = [migrations.RunPython(stop, migrations.RunPython.noop)]
