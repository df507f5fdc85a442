"""What did somebody correct after sending?"""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reviews.choices import CorrectionState, NoRating
from reviews.models.answers import Assessment
from reviews.models.instruments import Dimension

REASON_MAX = 300


class Correction(models.Model):
    """One row is a new answer to one question of a sent assessment, with its reason.

    What was sent stays as it was sent; the latest correction that counts is read in
    its place (ADR 0017). A trigger locks the content at once and the decision when it
    is made. `asked_by` is the rater, or whoever typed the answer in.
    """

    assessment = models.ForeignKey(
        Assessment, on_delete=models.PROTECT, related_name="corrections"
    )
    dimension = models.ForeignKey(Dimension, on_delete=models.PROTECT)
    rating = models.PositiveSmallIntegerField(null=True, blank=True)
    no_rating = models.CharField(max_length=2, choices=NoRating, blank=True)
    evidence = models.TextField(max_length=2000, blank=True)
    language = models.CharField(max_length=8, default="en-gb")
    reason = models.CharField(_("why the answer is corrected"), max_length=REASON_MAX)
    state = models.CharField(max_length=8, choices=CorrectionState)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=40)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=40, blank=True)
    decided_note = models.CharField(
        _("why it is declined"), max_length=REASON_MAX, blank=True
    )
    send_key = models.UUIDField(unique=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(rating__range=(1, 5), no_rating="")
                    | Q(rating__isnull=True, no_rating__in=NoRating.values)
                ),
                name="correction_is_a_level_or_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""), name="correction_has_a_reason"
            ),
            models.CheckConstraint(
                condition=(
                    Q(state=CorrectionState.ASKED, decided_at__isnull=True)
                    | Q(state=CorrectionState.COUNTED, decided_at__isnull=False)
                    | Q(state=CorrectionState.DECLINED, decided_at__isnull=False)
                    & ~Q(decided_note="")
                ),
                name="correction_waits_or_is_decided",
            ),
            # Whoever decides has one question before them, not two answers to it.
            models.UniqueConstraint(
                fields=["assessment", "dimension"],
                condition=Q(state=CorrectionState.ASKED),
                name="one_waiting_correction_per_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"correction {self.pk}"

    @property
    def saved_at(self) -> datetime:
        """When it was written; as of an answer."""
        return self.asked_at
