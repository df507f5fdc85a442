"""When was a review moved, by whom and why?"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from partners.choices import Side
from reviews.choices import SnoozeReason
from reviews.models.reviews import Review


class Snooze(models.Model):
    """One row is one move of a review to a later day; the other side may object.

    An objection takes it back; the row stays.
    """

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="snoozes")
    from_on = models.DateField()
    to_on = models.DateField(_("new date"))
    reason = models.CharField(_("reason"), max_length=10, choices=SnoozeReason)
    side = models.CharField(max_length=10, choices=Side)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=40)
    objected_at = models.DateTimeField(null=True, blank=True)
    objected_by = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__gt=F("from_on")), name="snooze_moves_later"
            ),
            models.CheckConstraint(
                condition=Q(objected_at__isnull=True, objected_by="")
                | Q(objected_at__isnull=False) & ~Q(objected_by=""),
                name="snooze_objection_has_a_person",
            ),
            # Two leads who press at the same time move it once.
            models.UniqueConstraint(
                fields=["review", "from_on"],
                condition=Q(objected_at__isnull=True),
                name="one_snooze_from_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review_id}: {self.from_on} to {self.to_on}"
