"""Which reminders should be in the ledger and are not?"""

from django.db import models
from django.db.models import Q

from eclt_partners.notifications.choices import HoleKind, ReminderKind


class Hole(models.Model):
    """One row is one thing in the ledger of mails that is not as it must be.

    Written by the reconciler, which looks at facts and not at the planner. A hole that
    is not found again is closed; it is never deleted.
    """

    kind = models.CharField(max_length=20, choices=ReminderKind, blank=True)
    subject_id = models.BigIntegerField()
    step = models.CharField(max_length=8, blank=True)
    round = models.PositiveSmallIntegerField(default=0)
    recipient_key = models.CharField(max_length=40)
    what = models.CharField(max_length=12, choices=HoleKind)
    country_code = models.CharField(max_length=2, blank=True)
    partnership_id = models.BigIntegerField(null=True, blank=True)
    found_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-found_at", "-id"]
        constraints = [
            # The reconciler relies on it: any number may run at once.
            models.UniqueConstraint(
                fields=["kind", "subject_id", "step", "round", "recipient_key", "what"],
                condition=Q(closed_at__isnull=True),
                name="one_open_hole_per_place",
            ),
            models.CheckConstraint(
                condition=Q(what__in=HoleKind.values), name="hole_is_of_a_known_sort"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what}: {self.kind}:{self.subject_id} {self.step}"
